import { View } from "@tarojs/components";
import { useState } from "react";
import { useAct } from "../../../api/use-act";
import { yuan } from "../../../format/money";
import { text } from "../../../locale";
import { Button } from "../../../ui/button";
import { Field } from "../../../ui/field";
import { Refused } from "../../../ui/screen";
import { Confirm } from "../../../ui/sheet";
import type { Answers, Line, Quote } from "./quote";

interface QuoteDockProps {
  quote: Quote;
  answers: Answers;
  onAnswered: (quote: Quote) => void;
  onDone: () => void;
}

/** What will be sent, with its sum, and the one button that sends it. */
export function QuoteDock({ quote, answers, onAnswered, onDone }: QuoteDockProps) {
  const [asking, setAsking] = useState<"send" | "refuse" | null>(null);
  const open = quote.lines.filter(({ answer }) => answer === null);
  const named = open.filter(({ id }) => answers[id] !== undefined);
  const taken = named.filter(({ id }) => answers[id] !== 0);
  const sum = taken.reduce((cents, line) => cents + breakOf(line, answers[line.id]!).inclCents, 0);
  const all = named.length === 0;
  return (
    <View>
      <View className="dock__row">
        <View className="dock__sum">
          <View className="faint">{text("quote.taken", { count: taken.length })}</View>
          <View className="strong">¥{yuan(sum)}</View>
        </View>
        {all ? (
          <Button id="refuse-quote" onTap={() => setAsking("refuse")}>
            {text("quote.refuse")}
          </Button>
        ) : null}
        <Button id="send-answers" look="solid" onTap={() => setAsking("send")}>
          {all ? text("quote.acceptAll") : text("quote.send")}
        </Button>
      </View>
      {asking === "send" && (
        <Send
          {...{ quote, named, answers, onAnswered, onDone }}
          sum={all ? quote.inclCents : sum}
          onClose={() => setAsking(null)}
        />
      )}
      {asking === "refuse" && (
        <Refuse {...{ quote, onAnswered, onDone }} onClose={() => setAsking(null)} />
      )}
    </View>
  );
}

const breakOf = (line: Line, breakNo: number) =>
  line.breaks.find((each) => each.breakNo === breakNo) ?? line.breaks[0]!;

interface SendProps extends QuoteDockProps {
  named: Line[];
  sum: number;
  onClose: () => void;
}

/** The answers go line by line: what is refused stops the rest, and what was said before it counts. */
function Send({ quote, named, answers, sum, onAnswered, onDone, onClose }: SendProps) {
  const title = `${text("quote.title")} ${quote.number}`;
  const line = useAct("portal.quotes.answerLine", { title });
  const whole = useAct("portal.quotes.accept", { title });
  const quoteId = quote.id;
  const send = async () => {
    let newest: Quote | null = null;
    if (named.length === 0) newest = await whole.act({ quoteId });
    for (const { id: lineId } of named) {
      const breakNo = answers[lineId]!;
      const answer = breakNo === 0 ? { accepted: false } : { accepted: true, breakNo };
      newest = await line.act({ quoteId, lineId, ...answer });
      if (newest === null) return;
      onAnswered(newest);
    }
    if (newest === null) return;
    onDone();
    onClose();
    onAnswered(newest);
  };
  return (
    <Confirm
      title={text("quote.sure")}
      does={named.length === 0 ? text("quote.acceptAll") : text("quote.send")}
      busy={line.busy || whole.busy}
      onYes={() => void send()}
      onClose={onClose}
    >
      <Refused failure={line.failure ?? whole.failure} />
      <View className="hero">¥{yuan(sum)}</View>
      <View className="card__sub">{text("quote.final")}</View>
    </Confirm>
  );
}

interface RefuseProps extends Omit<QuoteDockProps, "answers"> {
  onClose: () => void;
}

function Refuse({ quote, onAnswered, onDone, onClose }: RefuseProps) {
  const [reason, setReason] = useState("");
  const { act, busy, failure } = useAct("portal.quotes.reject", {
    title: `${text("quote.refuse")} ${quote.number}`,
    onDone: (answered) => {
      onDone();
      onClose();
      onAnswered(answered);
    },
  });
  return (
    <Confirm
      title={text("quote.refuse")}
      does={text("quote.refuse")}
      busy={busy}
      off={reason.trim() === ""}
      onYes={() => void act({ quoteId: quote.id, reason })}
      onClose={onClose}
    >
      <Refused failure={failure} />
      <Field id="reason" label={text("quote.why")} value={reason} most={500} onChange={setReason} />
    </Confirm>
  );
}
