import { View } from "@tarojs/components";
import Taro, { useRouter } from "@tarojs/taro";
import { useState } from "react";
import type { OutputOf } from "../../../api/operations";
import { useAct } from "../../../api/use-act";
import { useDraft } from "../../../api/use-draft";
import { useRead } from "../../../api/use-read";
import { isPositive, less, millionths, shownQuantity } from "../../../format/quantity";
import { text } from "../../../locale";
import { canScan, scan } from "../../../platform";
import { Button } from "../../../ui/button";
import { Field } from "../../../ui/field";
import { Icon } from "../../../ui/icon";
import { ItemHead } from "../../../ui/parts";
import { Empty, Refused, Screen } from "../../../ui/screen";
import { Confirm } from "../../../ui/sheet";

type Purchase = OutputOf<"portal.purchaseOrders.show">;
type Line = Purchase["lines"][number];

interface Sent {
  quantity: string;
  lotNumber: string;
}

interface Draft {
  carrier: string;
  waybill: string;
  lines: Record<string, Sent>;
}

const NOTHING: Draft = { carrier: "", waybill: "", lines: {} };

/** Goods of one order are on their way: the waybill, and of each line how much and which lot. */
export default function AnnouncePage() {
  const { purchaseOrderId = "" } = useRouter<{ purchaseOrderId?: string }>().params;
  const order = useRead("portal.purchaseOrders.show", { purchaseOrderId });
  const [draft, type, drop] = useDraft<Draft>(`announce.${purchaseOrderId}`, NOTHING);
  return (
    <Screen
      title={text("announce.title")}
      of={order}
      dock={(data) => (openLines(data).length > 0 ? <Dock {...{ data, draft, drop }} /> : null)}
    >
      {(data) => {
        const lines = openLines(data);
        if (lines.length === 0) {
          return <Empty title={text("announce.none")} sub={data.number} />;
        }
        return (
          <View>
            <Waybill draft={draft} onType={type} />
            {lines.map((line) => (
              <Announced
                key={line.id}
                number={data.number}
                line={line}
                sent={sentOf(line, draft)}
                onType={(sent) => type({ lines: { ...draft.lines, [line.id]: sent } })}
              />
            ))}
          </View>
        );
      }}
    </Screen>
  );
}

const owedOf = ({ quantity, receivedQuantity }: Line) => less(quantity, receivedQuantity) ?? "0";
const openLines = ({ lines }: Purchase) =>
  lines.filter((line) => line.state === "open" && isPositive(owedOf(line)));
const sentOf = (line: Line, draft: Draft): Sent =>
  draft.lines[line.id] ?? { quantity: owedOf(line), lotNumber: "" };

function Waybill({ draft, onType }: { draft: Draft; onType: (change: Partial<Draft>) => void }) {
  const scanned = async () => {
    const waybill = await scan();
    if (waybill) onType({ waybill });
  };
  return (
    <View className="card">
      <View className="head">
        <View className="head__title">{text("announce.waybill")}</View>
        {canScan && (
          <Button id="scan" look="soft" onTap={() => void scanned()}>
            <Icon name="scan" tone="brand" />
            {text("announce.scan")}
          </Button>
        )}
      </View>
      <Field
        id="waybill"
        label={text("announce.waybillNo")}
        value={draft.waybill}
        most={64}
        hint={text("announce.ownTruck")}
        onChange={(waybill) => onType({ waybill })}
      />
      <Field
        id="carrier"
        label={text("announce.carrier")}
        value={draft.carrier}
        most={64}
        onChange={(carrier) => onType({ carrier })}
      />
    </View>
  );
}

interface AnnouncedProps {
  number: string;
  line: Line;
  sent: Sent;
  onType: (sent: Sent) => void;
}

function Announced({ number, line, sent, onType }: AnnouncedProps) {
  return (
    <View className="card">
      <ItemHead
        name={line.itemName}
        spec={text("announce.owed", {
          number,
          quantity: shownQuantity(owedOf(line)),
          unit: line.unit,
        })}
      />
      <View className="pair">
        <View className="pair__one">
          <Field
            id={`quantity-${line.lineNo}`}
            label={text("announce.quantity", { unit: line.unit })}
            value={sent.quantity}
            kind="digit"
            onChange={(quantity) => onType({ ...sent, quantity })}
          />
        </View>
        <View className="pair__one">
          <Field
            id={`lot-${line.lineNo}`}
            label={text("announce.lot")}
            value={sent.lotNumber}
            most={64}
            onChange={(lotNumber) => onType({ ...sent, lotNumber })}
          />
        </View>
      </View>
    </View>
  );
}

/** Lines of which nothing goes are left out. */
function linesOf(data: Purchase, draft: Draft) {
  return openLines(data).flatMap((line) => {
    const { quantity, lotNumber } = sentOf(line, draft);
    if (!isPositive(quantity)) return [];
    const lot = lotNumber.trim();
    return [{ lineId: line.id, quantity, ...(lot === "" ? {} : { lotNumber: lot }) }];
  });
}

function Dock({ data, draft, drop }: { data: Purchase; draft: Draft; drop: () => void }) {
  const [asking, setAsking] = useState(false);
  const lines = linesOf(data, draft);
  const faulty = openLines(data).some((line) => {
    const { quantity } = sentOf(line, draft);
    return quantity !== "" && millionths(quantity) === null;
  });
  return (
    <View>
      <View className="dock__row">
        <View className="dock__sum">
          <View className="faint">{text("announce.goes")}</View>
          <View className="strong">{text("count.lines", { count: lines.length })}</View>
        </View>
        <Button
          id="announce"
          look="solid"
          off={lines.length === 0 || faulty}
          onTap={() => setAsking(true)}
        >
          {text("announce.send")}
        </Button>
      </View>
      {asking && <Ask {...{ data, draft, drop }} onClose={() => setAsking(false)} />}
    </View>
  );
}

interface AskProps {
  data: Purchase;
  draft: Draft;
  drop: () => void;
  onClose: () => void;
}

function Ask({ data, draft, drop, onClose }: AskProps) {
  const { act, busy, failure } = useAct("portal.shippingNotices.send", {
    title: `${text("announce.title")} ${data.number}`,
    onDone: ({ id }) => {
      drop();
      void Taro.redirectTo({ url: `/packages/supplier/notice/index?shippingNoticeId=${id}` });
    },
  });
  const [carrier, waybill] = [draft.carrier.trim(), draft.waybill.trim()];
  const send = () =>
    act({
      purchaseOrderId: data.id,
      lines: linesOf(data, draft),
      ...(carrier === "" ? {} : { carrier }),
      ...(waybill === "" ? {} : { waybill }),
    });
  return (
    <Confirm
      title={text("announce.sure")}
      does={text("announce.send")}
      busy={busy}
      onYes={() => void send()}
      onClose={onClose}
    >
      <Refused failure={failure} />
      <View className="card__sub">{[carrier, waybill].filter(Boolean).join(" ")}</View>
      <View className="card__sub">
        {text("announce.goes")} {text("count.lines", { count: linesOf(data, draft).length })}
      </View>
    </Confirm>
  );
}
