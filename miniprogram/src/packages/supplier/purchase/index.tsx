import { View } from "@tarojs/components";
import Taro, { useRouter } from "@tarojs/taro";
import { useState } from "react";
import { useAct } from "../../../api/use-act";
import { useDraft } from "../../../api/use-draft";
import { useRead } from "../../../api/use-read";
import { shownDay } from "../../../format/day";
import { yuan } from "../../../format/money";
import { label, text } from "../../../locale";
import { Button } from "../../../ui/button";
import { Field } from "../../../ui/field";
import { Said, Tag } from "../../../ui/parts";
import { Refused, Screen } from "../../../ui/screen";
import { Confirm } from "../../../ui/sheet";
import { toneOf } from "../../../ui/tones";
import { isFaultyOffer, offersOf, type Offers, type Purchase } from "./purchase";
import { PurchaseLine } from "./purchase-line";

interface Draft {
  offers: Offers;
  note: string;
}

/** One order to the supplier: confirmed as it is, or answered with other days, quantities or prices. */
export default function PurchasePage() {
  const { purchaseOrderId = "" } = useRouter<{ purchaseOrderId?: string }>().params;
  const order = useRead("portal.purchaseOrders.show", { purchaseOrderId });
  const [draft, type, drop] = useDraft<Draft>(`purchase.${purchaseOrderId}`, {
    offers: {},
    note: "",
  });
  const answered = (data: Purchase) => {
    drop();
    type({ offers: {}, note: "" });
    order.put(data);
  };
  return (
    <Screen
      title={text("purchase.title")}
      of={order}
      dock={(data) => dockOf(data, draft, answered)}
    >
      {(data) => {
        const open = data.actions.includes("portal.purchaseOrders.counter");
        return (
          <View>
            <Head order={data} />
            {data.lines.map((line) => (
              <PurchaseLine
                key={line.id}
                line={line}
                open={open}
                offer={draft.offers[line.id]}
                onOffer={(offer) => type({ offers: { ...draft.offers, [line.id]: offer } })}
              />
            ))}
            {open && (
              <View className="card">
                <Field
                  id="note"
                  label={text("purchase.why")}
                  value={draft.note}
                  most={500}
                  onChange={(note) => type({ note })}
                />
              </View>
            )}
            <View className="faint center">{text("purchase.asIssued")}</View>
          </View>
        );
      }}
    </Screen>
  );
}

function Head({ order }: { order: Purchase }) {
  return (
    <View className="card">
      <View className="card__top">
        <View className="faint">{order.number}</View>
        <View id="purchase-state" className="end">
          <Tag tone={toneOf(order.state)}>{label("purchase.state", order.state)}</Tag>
        </View>
      </View>
      <View className="hero">¥{yuan(order.inclCents)}</View>
      <View className="card__sub">
        {text(order.pricesIncludeTax ? "tax.with" : "tax.total")} · {shownDay(order.orderedOn)}
      </View>
      {order.counterNote !== "" && <Said by={text("purchase.yourNote")}>{order.counterNote}</Said>}
    </View>
  );
}

function dockOf(order: Purchase, draft: Draft, onAnswered: (order: Purchase) => void) {
  if (order.actions.includes("portal.purchaseOrders.counter")) {
    return <Answer {...{ order, draft, onAnswered }} />;
  }
  const deliverable = order.state === "confirmed" || order.state === "partly_received";
  if (!deliverable) return null;
  const url = `/packages/supplier/announce/index?purchaseOrderId=${order.id}`;
  return (
    <View className="dock__row">
      <Button id="announce" look="solid" onTap={() => void Taro.navigateTo({ url })}>
        {text("announce.go")}
      </Button>
    </View>
  );
}

interface AnswerProps {
  order: Purchase;
  draft: Draft;
  onAnswered: (order: Purchase) => void;
}

function Answer({ order, draft, onAnswered }: AnswerProps) {
  const [asking, setAsking] = useState<"confirm" | "counter" | null>(null);
  const lines = offersOf(order.lines, draft.offers);
  const faulty = Object.values(draft.offers).some(isFaultyOffer);
  return (
    <View>
      <View className="dock__row">
        {lines.length > 0 && (
          <Button id="confirm" onTap={() => setAsking("confirm")}>
            {text("purchase.asItIs")}
          </Button>
        )}
        {lines.length > 0 ? (
          <Button id="counter" look="solid" off={faulty} onTap={() => setAsking("counter")}>
            {text("purchase.counter", { count: lines.length })}
          </Button>
        ) : (
          <Button id="confirm" look="solid" onTap={() => setAsking("confirm")}>
            {text("purchase.confirm")}
          </Button>
        )}
      </View>
      {asking && (
        <Ask {...{ order, draft, onAnswered }} how={asking} onClose={() => setAsking(null)} />
      )}
    </View>
  );
}

function Ask({
  order,
  draft,
  how,
  onAnswered,
  onClose,
}: AnswerProps & { how: "confirm" | "counter"; onClose: () => void }) {
  const options = {
    title: `${text("purchase.title")} ${order.number}`,
    onDone: (answered: Purchase) => {
      onClose();
      onAnswered(answered);
    },
  };
  const confirm = useAct("portal.purchaseOrders.confirm", options);
  const counter = useAct("portal.purchaseOrders.counter", options);
  const purchaseOrderId = order.id;
  const note = draft.note.trim();
  const yes = () =>
    how === "confirm"
      ? confirm.act({ purchaseOrderId })
      : counter.act({
          purchaseOrderId,
          lines: offersOf(order.lines, draft.offers),
          ...(note === "" ? {} : { note }),
        });
  return (
    <Confirm
      title={order.number}
      does={text(how === "confirm" ? "purchase.confirm" : "purchase.counterShort")}
      busy={confirm.busy || counter.busy}
      onYes={() => void yes()}
      onClose={onClose}
    >
      <Refused failure={confirm.failure ?? counter.failure} />
      <View className="hero">¥{yuan(order.inclCents)}</View>
      <View className="card__sub">
        {text(how === "confirm" ? "purchase.final" : "purchase.offered")}
      </View>
    </Confirm>
  );
}
