import { Input, View } from "@tarojs/components";
import { millionths, textOfMillionths } from "../format/quantity";
import { Button } from "./button";
import { Icon } from "./icon";
import { text } from "../locale";

interface FieldProps {
  id: string;
  label: string;
  value: string;
  hint?: string;
  kind?: "text" | "digit" | "number";
  secret?: boolean;
  most?: number;
  onChange: (value: string) => void;
}

/** One line of typing under its name. */
export function Field({ label, ...rest }: FieldProps) {
  return (
    <View>
      <View className="label">{label}</View>
      <Typing label={label} {...rest} />
    </View>
  );
}

function Typing({ id, label, value, hint, kind = "text", secret, most, onChange }: FieldProps) {
  return (
    <Input
      id={id}
      className="input"
      type={kind}
      password={secret === true}
      value={value}
      maxlength={most ?? 200}
      placeholder={hint ?? ""}
      placeholderClass="input__hint"
      nativeProps={{ "aria-label": label }}
      onInput={(event) => onChange(event.detail.value)}
    />
  );
}

const ONE = 1_000_000;

/** A quantity that is tapped up and down, or typed. */
export function Stepper({ id, label, value, onChange }: Omit<FieldProps, "hint" | "kind">) {
  const moved = (by: number) => {
    const now = millionths(value === "" ? "0" : value) ?? 0;
    onChange(textOfMillionths(Math.max(0, now + by)));
  };
  return (
    <View>
      <View className="label">{label}</View>
      <View className="step">
        <Button id={`${id}-less`} label={`${label} ${text("step.less")}`} onTap={() => moved(-ONE)}>
          <Icon name="minus" tone="brand" />
        </Button>
        <Typing id={id} label={label} value={value} kind="digit" onChange={onChange} />
        <Button id={`${id}-more`} label={`${label} ${text("step.more")}`} onTap={() => moved(ONE)}>
          <Icon name="plus" tone="brand" />
        </Button>
      </View>
    </View>
  );
}
