import { View } from "@tarojs/components";
import Taro, { useDidShow } from "@tarojs/taro";
import { useState, type ReactNode } from "react";
import { demandSession, isSupplier } from "../../api/use-session";
import { shownDay, shownInstant } from "../../format/day";
import { yuan } from "../../format/money";
import { label, text, type TextKey } from "../../locale";
import { pressable } from "../../platform";
import { List } from "../../ui/list";
import { Tag } from "../../ui/parts";
import { toneOf } from "../../ui/tones";

type Kind = "rfqs" | "orders" | "quotes" | "deliveries" | "purchases" | "notices";

/** Every document of the company, kind by kind. */
export default function DocumentsPage() {
  useDidShow(() => void demandSession());
  const kinds: Kind[] = isSupplier()
    ? ["purchases", "rfqs", "notices"]
    : ["orders", "quotes", "deliveries"];
  const [chosen, setChosen] = useState<Kind | null>(null);
  const kind = chosen && kinds.includes(chosen) ? chosen : kinds[0]!;
  const Documents = LISTS[kind];
  return <Documents above={<Kinds of={kinds} on={kind} onChoose={setChosen} />} />;
}

interface KindsProps {
  of: Kind[];
  on: Kind;
  onChoose: (kind: Kind) => void;
}

function Kinds({ of, on, onChoose }: KindsProps) {
  return (
    <View className="pills pills--top">
      {of.map((kind) => (
        <View
          key={kind}
          id={`kind-${kind}`}
          className={`pill${kind === on ? " pill--on" : ""}`}
          onClick={() => onChoose(kind)}
          {...pressable(() => onChoose(kind))}
        >
          {text(`documents.${kind}` as TextKey)}
        </View>
      ))}
    </View>
  );
}

interface Above {
  above: ReactNode;
}

function Orders({ above }: Above) {
  return (
    <List title={text("tab.documents")} operation="portal.orders.list" above={above}>
      {({ id, number, state, inclCents, promisedOn }) => (
        <Document
          {...{ id, number, state, cents: inclCents }}
          group="order.state"
          page={`/packages/customer/order/index?orderId=${id}`}
          sub={text("order.promised", { day: shownDay(promisedOn) })}
        />
      )}
    </List>
  );
}

function Quotes({ above }: Above) {
  return (
    <List title={text("tab.documents")} operation="portal.quotes.list" above={above}>
      {({ id, number, state, title, inclCents, validUntil }) => (
        <Document
          {...{ id, number, state, title, cents: inclCents }}
          group="quote.state"
          page={`/packages/customer/quote/index?quoteId=${id}`}
          sub={text("quote.until", { day: shownDay(validUntil) })}
        />
      )}
    </List>
  );
}

function Deliveries({ above }: Above) {
  return (
    <List title={text("tab.documents")} operation="portal.shipments.list" above={above}>
      {({ id, number, state, carrier, waybill, shippedOn }) => (
        <Document
          {...{ id, number, state }}
          group="shipment.state"
          page={`/packages/customer/delivery/index?shipmentId=${id}`}
          sub={[shownDay(shippedOn), carrier, waybill].filter(Boolean).join(" · ")}
        />
      )}
    </List>
  );
}

function Purchases({ above }: Above) {
  return (
    <List title={text("tab.documents")} operation="portal.purchaseOrders.list" above={above}>
      {({ id, number, state, inclCents, orderedOn }) => (
        <Document
          {...{ id, number, state, cents: inclCents }}
          group="purchase.state"
          page={`/packages/supplier/purchase/index?purchaseOrderId=${id}`}
          sub={shownDay(orderedOn)}
        />
      )}
    </List>
  );
}

function Rfqs({ above }: Above) {
  return (
    <List title={text("tab.documents")} operation="portal.rfqs.list" above={above}>
      {({ id, number, state, answerBy }) => (
        <Document
          {...{ id, number, state }}
          group="rfq.state"
          page={`/packages/supplier/rfq/index?invitationId=${id}`}
          sub={text("rfq.until", { at: shownInstant(answerBy) })}
        />
      )}
    </List>
  );
}

function Notices({ above }: Above) {
  return (
    <List title={text("tab.documents")} operation="portal.shippingNotices.list" above={above}>
      {({ id, number, state, purchaseOrderNumber, carrier, waybill }) => (
        <Document
          {...{ id, number, state }}
          group="notice.state"
          page={`/packages/supplier/notice/index?shippingNoticeId=${id}`}
          sub={[purchaseOrderNumber, carrier, waybill].filter(Boolean).join(" · ")}
        />
      )}
    </List>
  );
}

const LISTS: Record<Kind, (props: Above) => ReactNode> = {
  orders: Orders,
  quotes: Quotes,
  deliveries: Deliveries,
  purchases: Purchases,
  rfqs: Rfqs,
  notices: Notices,
};

interface DocumentProps {
  id: string;
  number: string;
  state: string;
  group: string;
  title?: string;
  cents?: number;
  sub: string;
  page: string;
}

function Document({ id, number, state, group, title, cents, sub, page }: DocumentProps) {
  const open = () => void Taro.navigateTo({ url: page });
  return (
    <View id={`doc-${id}`} className="card" onClick={open} {...pressable(open)}>
      <View className="card__top">
        <View className="faint">{number}</View>
        <View className="end">
          <Tag tone={toneOf(state)}>{label(group, state)}</Tag>
        </View>
      </View>
      {title ? <View className="card__title">{title}</View> : null}
      <View className="item__sum">
        <View className="dim">{sub}</View>
        {cents !== undefined && <View className="strong">{yuan(cents)}</View>}
      </View>
    </View>
  );
}
