import { Picker, View } from "@tarojs/components";
import { shownDay } from "../format/day";
import { text } from "../locale";

interface DayFieldProps {
  id: string;
  label: string;
  /** `2026-06-24`, or empty. */
  value: string;
  /** Where the wheel stands before a day is chosen. */
  from: string;
  onChange: (day: string) => void;
}

/** A day of the calendar, chosen on the phone's own wheel. */
export function DayField({ id, label, value, from, onChange }: DayFieldProps) {
  return (
    <View>
      <View className="label">{label}</View>
      <Picker
        mode="date"
        value={value === "" ? from : value}
        onChange={(event) => onChange(String(event.detail.value))}
      >
        <View id={id} className="input input--day">
          {value === "" ? text("day.choose") : shownDay(value)}
        </View>
      </Picker>
    </View>
  );
}
