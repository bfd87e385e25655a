import { Text, View } from "@tarojs/components";
import Taro, { useRouter } from "@tarojs/taro";
import { useState } from "react";
import type { OutputOf } from "../../../api/operations";
import { useRead } from "../../../api/use-read";
import { clock, shownDay, shownInstant } from "../../../format/day";
import { shownPrice, yuan } from "../../../format/money";
import { plus, shownQuantity } from "../../../format/quantity";
import { label, text } from "../../../locale";
import { pressable } from "../../../platform";
import { Button } from "../../../ui/button";
import { Pair, Rail, Row, Tag } from "../../../ui/parts";
import { Screen } from "../../../ui/screen";
import { toneOf } from "../../../ui/tones";

type Order = OutputOf<"portal.orders.show">;
type Line = Order["lines"][number];
type Shipment = Order["shipments"][number];

/** One order, as its customer sees it: when it comes, how far each line is, what has left. */
export default function OrderPage() {
  const { orderId = "" } = useRouter<{ orderId?: string }>().params;
  const order = useRead("portal.orders.show", { orderId });
  return (
    <Screen title={text("order.title")} of={order} dock={(data) => nextOf(data)}>
      {(data) => (
        <View>
          <Head order={data} />
          <Progress lines={data.lines} readAt={order.readAt} />
          {data.shipments.length > 0 && <Deliveries of={data.shipments} />}
          <Money order={data} />
        </View>
      )}
    </Screen>
  );
}

function Head({ order }: { order: Order }) {
  const { number, state, requestedOn, promisedOn } = order;
  const moved = promisedOn !== null && promisedOn !== requestedOn;
  return (
    <View className="card">
      <View className="card__top">
        <View className="faint">{number}</View>
        <View id="order-state" className="end">
          <Tag tone={toneOf(state)}>{label("order.state", state)}</Tag>
        </View>
      </View>
      {promisedOn !== null && <View className="label">{text("order.arrives")}</View>}
      <View id="promised" className="hero">
        {promisedOn === null ? label("order.state", state) : shownDay(promisedOn)}
      </View>
      {moved && (
        <View className="card__sub">
          {text("order.asked")} <Text className="old">{shownDay(requestedOn)}</Text>
        </View>
      )}
    </View>
  );
}

/** Of the chosen line, how much has reached which stage. */
function Progress({ lines, readAt }: { lines: Line[]; readAt: number }) {
  const [chosen, setChosen] = useState(0);
  const line = lines[Math.min(chosen, lines.length - 1)];
  if (!line) return null;
  const ready = plus(line.reservedQuantity, line.shippedQuantity) ?? "0";
  const arranged = plus(ready, line.plannedQuantity) ?? "0";
  return (
    <View className="card">
      <View className="head">
        <View className="head__title">{text("order.progress")}</View>
        <View className="faint">{text("todo.readAt", { at: clock(new Date(readAt)) })}</View>
      </View>
      <View className="pills above">
        {lines.map((each, at) => (
          <View
            key={each.id}
            id={`pill-${each.lineNo}`}
            className={`pill${at === chosen ? " pill--on" : ""}`}
            onClick={() => setChosen(at)}
            {...pressable(() => setChosen(at))}
          >
            {each.itemName || each.description}
          </View>
        ))}
      </View>
      <Rail
        whole={line.quantity}
        unit={line.unit}
        stages={[
          { name: text("stage.ordered"), quantity: line.quantity },
          { name: text("stage.arranged"), quantity: arranged },
          { name: text("stage.ready"), quantity: ready },
          { name: text("stage.shipped"), quantity: line.shippedQuantity },
          { name: text("stage.accepted"), quantity: line.acceptedQuantity },
        ]}
      />
      {line.promisedOn !== null && (
        <View className="card__sub above">
          {text("order.lineDue", { day: shownDay(line.promisedOn) })}
        </View>
      )}
    </View>
  );
}

const deliveryPage = (id: string) =>
  void Taro.navigateTo({ url: `/packages/customer/delivery/index?shipmentId=${id}` });

function Deliveries({ of }: { of: Shipment[] }) {
  return (
    <View className="card">
      <View className="head">
        <View className="head__title">{text("order.deliveries")}</View>
        <View className="faint">{text("count.documents", { count: of.length })}</View>
      </View>
      {of.map((each, at) => (
        <View
          key={each.id}
          className={`time above${each.state === "delivered" ? " time--wait" : each.state === "accepted" ? " time--now" : ""}${at === of.length - 1 ? " time--last" : ""}`}
          onClick={() => deliveryPage(each.id)}
          {...pressable(() => deliveryPage(each.id))}
        >
          <View className="time__dot" />
          <View className="between">
            <View className="mid">{each.number}</View>
            <View className="end">{label("shipment.state", each.state)}</View>
          </View>
          <View className="faint">
            {[shownDay(each.shippedOn), each.carrier, each.waybill].filter(Boolean).join(" · ")}
          </View>
          {each.signedBy !== "" && (
            <View className="faint">
              {text("delivery.signed", { by: each.signedBy, at: shownInstant(each.deliveredAt) })}
            </View>
          )}
        </View>
      ))}
    </View>
  );
}

function Money({ order }: { order: Order }) {
  const { quote } = order;
  return (
    <View>
      <View className="card">
        {order.lines.map((line) => (
          <View key={line.id} className="item__sum">
            <View className="dim grow">
              {line.itemName || line.description} · {shownQuantity(line.quantity)} {line.unit} ×{" "}
              {shownPrice(line.unitPrice)}
            </View>
            <View className="end">{yuan(line.inclCents)}</View>
          </View>
        ))}
        <View className="rule" />
        <Pair name={text("tax.total")} sum>
          ¥{yuan(order.inclCents)}
        </Pair>
      </View>
      {quote && (
        <View className="card card--flush">
          <Row
            id="from-quote"
            icon="doc"
            name={text("order.fromQuote")}
            end={quote.number}
            onTap={() =>
              void Taro.navigateTo({ url: `/packages/customer/quote/index?quoteId=${quote.id}` })
            }
          />
        </View>
      )}
    </View>
  );
}

/** A delivery that waits for the customer is what comes next. */
function nextOf(order: Order) {
  const waiting = order.shipments.find(
    ({ state }) => state === "delivered" || state === "dispatched",
  );
  if (!waiting) return null;
  return (
    <View className="dock__row">
      <Button id="next" look="solid" onTap={() => deliveryPage(waiting.id)}>
        {text("order.accept", { number: waiting.number })}
      </Button>
    </View>
  );
}
