import { View } from "@tarojs/components";
import { useRouter } from "@tarojs/taro";
import { useState } from "react";
import { useAct } from "../../../api/use-act";
import { useDraft } from "../../../api/use-draft";
import { useRead } from "../../../api/use-read";
import { shownDay, shownInstant } from "../../../format/day";
import { isPositive, shownQuantity } from "../../../format/quantity";
import { label, text } from "../../../locale";
import { Button } from "../../../ui/button";
import { Row, Tag } from "../../../ui/parts";
import { Refused, Screen } from "../../../ui/screen";
import { Confirm } from "../../../ui/sheet";
import { toneOf } from "../../../ui/tones";
import type { Shipment } from "./shipment";
import { DeliveryLine } from "./delivery-line";
import { answersOf, faultyLines, type Counted } from "./counted";

/** One delivery: what came is counted line by line, and what is short or bad becomes a claim. */
export default function DeliveryPage() {
  const { shipmentId = "" } = useRouter<{ shipmentId?: string }>().params;
  const shipment = useRead("portal.shipments.show", { shipmentId });
  const [counted, count, dropDraft] = useDraft<Counted>(`delivery.${shipmentId}`, {});
  const [asking, setAsking] = useState(false);
  const open = shipment.data?.actions.includes("portal.shipments.accept") ?? false;
  return (
    <Screen
      title={text(open ? "delivery.accept" : "delivery.title")}
      of={shipment}
      dock={(data) => (open ? <Dock {...{ data, counted }} onTap={() => setAsking(true)} /> : null)}
    >
      {(data) => (
        <View>
          <Head shipment={data} />
          {data.lines.map((line) => (
            <DeliveryLine
              key={line.id}
              line={line}
              open={open}
              counted={counted[line.id]}
              onCount={(said) => count({ [line.id]: said })}
            />
          ))}
          {data.claims.length > 0 && <Claims of={data.claims} />}
          {asking && (
            <Ask
              {...{ data, counted }}
              onClose={() => setAsking(false)}
              onDone={(answered) => {
                dropDraft();
                shipment.put(answered);
              }}
            />
          )}
        </View>
      )}
    </Screen>
  );
}

function Head({ shipment }: { shipment: Shipment }) {
  const { number, state, lines, carrier, waybill, shippedOn, signedBy, deliveredAt } = shipment;
  return (
    <View className="card">
      <View className="card__top">
        <View className="faint">{number}</View>
        <View id="delivery-state" className="end">
          <Tag tone={toneOf(state)}>{label("shipment.state", state)}</Tag>
        </View>
      </View>
      <View className="card__title card__title--big">
        {text("delivery.lines", { count: lines.length })}
      </View>
      <View className="card__sub">
        {[shownDay(shippedOn), carrier, waybill].filter(Boolean).join(" · ")}
      </View>
      {signedBy !== "" && (
        <View className="card__sub">
          {text("delivery.signed", { by: signedBy, at: shownInstant(deliveredAt) })}
        </View>
      )}
    </View>
  );
}

function Claims({ of }: { of: Shipment["claims"] }) {
  return (
    <View>
      <View className="section">{text("delivery.claims")}</View>
      <View className="card card--flush">
        {of.map(({ id, lineNo, kind, quantity, reason, state, resolution }) => (
          <Row
            key={id}
            icon="info"
            name={
              <View>
                <View className="mid">
                  {text("delivery.claim", {
                    line: lineNo,
                    kind: label("claim.kind", kind),
                    quantity: shownQuantity(quantity),
                  })}
                </View>
                <View className="faint">{[reason, resolution].filter(Boolean).join(" · ")}</View>
              </View>
            }
            end={label("claim.state", state)}
          />
        ))}
      </View>
    </View>
  );
}

interface DockProps {
  data: Shipment;
  counted: Counted;
  onTap: () => void;
}

function Dock({ data, counted, onTap }: DockProps) {
  const problems = answersOf(data, counted);
  const faulty = faultyLines(data, counted);
  return (
    <View>
      <View className="dock__note">
        <View>{text("delivery.fine", { count: data.lines.length - problems.length })}</View>
        {problems.length > 0 && (
          <View className="c-wait mid">
            {text("delivery.problems", { count: problems.length })}
          </View>
        )}
      </View>
      <View className="dock__row">
        <Button id="accept" look="solid" off={faulty.length > 0} onTap={onTap}>
          {problems.length === 0 ? text("delivery.all") : text("delivery.some")}
        </Button>
      </View>
    </View>
  );
}

interface AskProps {
  data: Shipment;
  counted: Counted;
  onClose: () => void;
  onDone: (shipment: Shipment) => void;
}

function Ask({ data, counted, onClose, onDone }: AskProps) {
  const lines = answersOf(data, counted);
  const { act, busy, failure } = useAct("portal.shipments.accept", {
    title: `${text("delivery.accept")} ${data.number}`,
    onDone: (answered) => {
      onClose();
      onDone(answered);
    },
  });
  return (
    <Confirm
      title={text("delivery.sure")}
      does={text("delivery.accept")}
      busy={busy}
      onYes={() => void act({ shipmentId: data.id, lines })}
      onClose={onClose}
    >
      <Refused failure={failure} />
      {lines.map(({ lineId, short, rejected }) => {
        const line = data.lines.find(({ id }) => id === lineId);
        const said = [
          isPositive(short) ? text("delivery.short", { quantity: short }) : "",
          isPositive(rejected) ? text("delivery.rejected", { quantity: rejected }) : "",
        ];
        return <Row key={lineId} name={line?.itemName} end={said.filter(Boolean).join(",")} />;
      })}
      <View className="card__sub">
        {text(lines.length === 0 ? "delivery.finalAll" : "delivery.finalSome")}
      </View>
    </Confirm>
  );
}
