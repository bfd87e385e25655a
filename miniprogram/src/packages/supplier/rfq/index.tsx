import { View } from "@tarojs/components";
import { useRouter } from "@tarojs/taro";
import { useEffect, useState } from "react";
import { call } from "../../../api/call";
import { newKey } from "../../../api/new-key";
import { useAct } from "../../../api/use-act";
import { useDraft } from "../../../api/use-draft";
import { useRead } from "../../../api/use-read";
import { hoursUntil, shownInstant } from "../../../format/day";
import { centsOf } from "../../../format/money";
import { label, text } from "../../../locale";
import { Button } from "../../../ui/button";
import { DayField } from "../../../ui/day-field";
import { Field } from "../../../ui/field";
import { Tag } from "../../../ui/parts";
import { Refused, Screen } from "../../../ui/screen";
import { Confirm } from "../../../ui/sheet";
import { toneOf } from "../../../ui/tones";
import { answerOf, isFaulty, NOTHING, offerOf, wholeOf, type Draft, type Rfq } from "./rfq";
import { RfqLine } from "./rfq-line";

/** What one is asked to name a price for: a price by quantity, or a no, for each line; sealed until it closes. */
export default function RfqPage() {
  const { invitationId = "" } = useRouter<{ invitationId?: string }>().params;
  const rfq = useRead("portal.rfqs.show", { invitationId });
  const [draft, type, drop] = useDraft<Draft>(`rfq.${invitationId}`, NOTHING);
  useSeen(rfq.data);
  const answered = (data: Rfq) => {
    drop();
    type(NOTHING);
    rfq.put(data);
  };
  return (
    <Screen
      title={text("rfq.title")}
      of={rfq}
      dock={(data) => (data.open ? <Dock rfq={data} draft={draft} onAnswered={answered} /> : null)}
    >
      {(data) => (
        <View>
          <Head rfq={data} />
          {data.lines.map((line) => (
            <RfqLine
              key={line.id}
              line={line}
              open={data.open}
              offer={offerOf(line, draft)}
              onOffer={(offer) => type({ offers: { ...draft.offers, [line.id]: offer } })}
            />
          ))}
          {data.open && <Whole rfq={data} draft={draft} onType={type} />}
          <View className="faint center">{text("rfq.sealed")}</View>
        </View>
      )}
    </Screen>
  );
}

/** The buyer is told that it was opened, so that he reminds the others; nothing depends on it. */
function useSeen(rfq: Rfq | null): void {
  const unseen = rfq?.state === "invited" ? rfq.id : null;
  useEffect(() => {
    if (unseen === null) return;
    call("portal.rfqs.view", { invitationId: unseen }, newKey()).catch(() => undefined);
  }, [unseen]);
}

function Head({ rfq }: { rfq: Rfq }) {
  const hours = hoursUntil(rfq.answerBy);
  return (
    <View className="card">
      <View className="card__top">
        <View className="faint">{rfq.number}</View>
        <View id="rfq-state" className="end">
          <Tag tone={toneOf(rfq.state)}>{label("rfq.state", rfq.state)}</Tag>
        </View>
      </View>
      {rfq.open && <View className="label">{text("rfq.left")}</View>}
      <View className="hero">
        {rfq.open
          ? text("rfq.hours", { days: Math.floor(hours / 24), hours: hours % 24 })
          : text("rfq.over")}
      </View>
      <View className="card__sub">{text("rfq.until", { at: shownInstant(rfq.answerBy) })}</View>
      {rfq.note !== "" && <View className="card__sub">{rfq.note}</View>}
    </View>
  );
}

interface WholeProps {
  rfq: Rfq;
  draft: Draft;
  onType: (change: Partial<Draft>) => void;
}

function Whole({ rfq, draft, onType }: WholeProps) {
  const { includesTax, freight, validUntil, note } = wholeOf(rfq, draft);
  return (
    <View className="card">
      <View className="choice">
        <Button
          id="with-tax"
          look={includesTax ? "on" : "grey"}
          onTap={() => onType({ includesTax: true })}
        >
          {text("rfq.withTax")}
        </Button>
        <Button
          id="without-tax"
          look={includesTax ? "grey" : "on"}
          onTap={() => onType({ includesTax: false })}
        >
          {text("rfq.withoutTax")}
        </Button>
      </View>
      <Field
        id="freight"
        label={text("rfq.freight")}
        value={freight}
        kind="digit"
        onChange={(typed) => onType({ freight: typed })}
      />
      <DayField
        id="valid-until"
        label={text("rfq.validUntil")}
        value={validUntil}
        from=""
        onChange={(day) => onType({ validUntil: day })}
      />
      <Field
        id="rfq-note"
        label={text("rfq.note")}
        value={note}
        most={500}
        onChange={(typed) => onType({ note: typed })}
      />
    </View>
  );
}

interface DockProps {
  rfq: Rfq;
  draft: Draft;
  onAnswered: (rfq: Rfq) => void;
}

function Dock({ rfq, draft, onAnswered }: DockProps) {
  const [asking, setAsking] = useState<"send" | "decline" | null>(null);
  const offers = rfq.lines.map((line) => offerOf(line, draft));
  const count = offers.filter(({ declined }) => !declined).length;
  const { freight } = wholeOf(rfq, draft);
  const faulty = offers.some(isFaulty) || (freight !== "" && centsOf(freight) === null);
  return (
    <View>
      <View className="dock__row">
        <Button id="decline-all" onTap={() => setAsking("decline")}>
          {text("rfq.declineAll")}
        </Button>
        <Button
          id="send-prices"
          look="solid"
          off={faulty || count === 0}
          onTap={() => setAsking("send")}
        >
          {text(rfq.answeredAt === null ? "rfq.send" : "rfq.again", { count })}
        </Button>
      </View>
      {asking === "send" && (
        <Send {...{ rfq, draft, onAnswered }} onClose={() => setAsking(null)} />
      )}
      {asking === "decline" && (
        <Decline {...{ rfq, draft, onAnswered }} onClose={() => setAsking(null)} />
      )}
    </View>
  );
}

type AskProps = DockProps & { onClose: () => void };

function Send({ rfq, draft, onAnswered, onClose }: AskProps) {
  const { act, busy, failure } = useAct("portal.rfqs.answer", {
    title: `${text("rfq.title")} ${rfq.number}`,
    onDone: (answered) => {
      onClose();
      onAnswered(answered);
    },
  });
  return (
    <Confirm
      title={text("rfq.sure")}
      does={text("rfq.sure")}
      busy={busy}
      onYes={() => void act(answerOf(rfq, draft))}
      onClose={onClose}
    >
      <Refused failure={failure} />
      <View className="card__sub">{text("rfq.sealed")}</View>
    </Confirm>
  );
}

function Decline({ rfq, onAnswered, onClose }: AskProps) {
  const [reason, setReason] = useState("");
  const { act, busy, failure } = useAct("portal.rfqs.decline", {
    title: `${text("rfq.declineAll")} ${rfq.number}`,
    onDone: (answered) => {
      onClose();
      onAnswered(answered);
    },
  });
  return (
    <Confirm
      title={text("rfq.declineAll")}
      does={text("rfq.declineAll")}
      busy={busy}
      off={reason.trim() === ""}
      onYes={() => void act({ invitationId: rfq.id, reason })}
      onClose={onClose}
    >
      <Refused failure={failure} />
      <Field
        id="why-none"
        label={text("rfq.whyNot")}
        value={reason}
        most={500}
        onChange={setReason}
      />
    </Confirm>
  );
}
