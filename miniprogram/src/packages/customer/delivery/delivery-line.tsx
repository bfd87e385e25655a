import { View } from "@tarojs/components";
import { useState } from "react";
import { isPositive, shownQuantity } from "../../../format/quantity";
import { text } from "../../../locale";
import { pressable } from "../../../platform";
import { Field, Stepper } from "../../../ui/field";
import { ItemHead, Pair, Tag } from "../../../ui/parts";
import { goodOf, type Count } from "./counted";
import type { Shipment } from "./shipment";

interface DeliveryLineProps {
  line: Shipment["lines"][number];
  open: boolean;
  counted: Count | undefined;
  onCount: (counted: Count) => void;
}

const ALL_FINE: Count = { short: "0", rejected: "0", reason: "" };

/** One line. While all of it is fine it is one row; a tap opens the counting. */
export function DeliveryLine({ line, open, counted = ALL_FINE, onCount }: DeliveryLineProps) {
  const [counting, setCounting] = useState(false);
  const bad = isPositive(counted.short) || isPositive(counted.rejected);
  const shown = open && (counting || bad);
  return (
    <View className="card">
      <View
        id={`line-${line.lineNo}`}
        onClick={() => setCounting(!counting)}
        {...pressable(open ? () => setCounting(!counting) : undefined)}
      >
        <ItemHead
          name={line.itemName}
          spec={text("delivery.due", { quantity: shownQuantity(line.quantity), unit: line.unit })}
        >
          {open ? (
            <Tag tone={bad ? "wait" : "ok"}>{text(bad ? "delivery.bad" : "delivery.good")}</Tag>
          ) : (
            <Answered line={line} />
          )}
        </ItemHead>
      </View>
      {shown && <Counting {...{ line, counted, onCount }} />}
    </View>
  );
}

function Counting({
  line,
  counted,
  onCount,
}: Required<Pick<DeliveryLineProps, "line" | "onCount">> & { counted: Count }) {
  const good = goodOf(line.quantity, counted);
  const bad = isPositive(counted.short) || isPositive(counted.rejected);
  return (
    <View>
      <View className="pair">
        <View className="pair__one">
          <Stepper
            id={`short-${line.lineNo}`}
            label={text("delivery.shortLabel")}
            value={counted.short}
            onChange={(short) => onCount({ ...counted, short })}
          />
        </View>
        <View className="pair__one">
          <Stepper
            id={`rejected-${line.lineNo}`}
            label={text("delivery.rejectedLabel")}
            value={counted.rejected}
            onChange={(rejected) => onCount({ ...counted, rejected })}
          />
        </View>
      </View>
      <View className="above">
        <Pair name={text("delivery.rest")}>
          <View id={`good-${line.lineNo}`} className={good === null ? "c-bad" : "strong"}>
            {good === null ? text("delivery.tooMuch") : `${shownQuantity(good)} ${line.unit}`}
          </View>
        </Pair>
      </View>
      {bad && (
        <Field
          id={`reason-${line.lineNo}`}
          label={text("delivery.why")}
          value={counted.reason}
          hint={text("delivery.whyHint")}
          most={500}
          onChange={(reason) => onCount({ ...counted, reason })}
        />
      )}
    </View>
  );
}

function Answered({ line }: { line: Shipment["lines"][number] }) {
  const bad = isPositive(line.shortQuantity) || isPositive(line.rejectedQuantity);
  if (!bad && !isPositive(line.acceptedQuantity)) return null;
  return (
    <Tag tone={bad ? "wait" : "ok"}>
      {text("delivery.accepted", { quantity: shownQuantity(line.acceptedQuantity) })}
    </Tag>
  );
}
