import { View } from "@tarojs/components";
import { useRouter } from "@tarojs/taro";
import { useState } from "react";
import { useDraft } from "../../../api/use-draft";
import { useRead } from "../../../api/use-read";
import { shownDay, shownInstant } from "../../../format/day";
import { yuan } from "../../../format/money";
import { label, text } from "../../../locale";
import { Button } from "../../../ui/button";
import { Row, Said, Tag } from "../../../ui/parts";
import { Screen } from "../../../ui/screen";
import { toneOf } from "../../../ui/tones";
import type { Answers, Quote } from "./quote";
import { QuoteDock } from "./quote-dock";
import { QuoteLine } from "./quote-line";
import { Talk } from "./talk";

/** One quote: each line is taken in one of its quantities, or left; the answers are sent together. */
export default function QuotePage() {
  const { quoteId = "" } = useRouter<{ quoteId?: string }>().params;
  const quote = useRead("portal.quotes.show", { quoteId });
  const [answers, choose, dropDraft] = useDraft<Answers>(`quote.${quoteId}`, {});
  const [talking, setTalking] = useState<{ lineId?: string } | null>(null);
  return (
    <Screen
      title={text("quote.title")}
      of={quote}
      dock={(data) =>
        data.actions.includes("portal.quotes.answerLine") ? (
          <QuoteDock quote={data} answers={answers} onAnswered={quote.put} onDone={dropDraft} />
        ) : null
      }
    >
      {(data) => (
        <View>
          <Head quote={data} />
          {data.lines.map((line) => (
            <QuoteLine
              key={line.id}
              line={line}
              open={data.actions.includes("portal.quotes.answerLine")}
              answer={answers[line.id]}
              said={data.comments.filter(({ lineId }) => lineId === line.id)}
              onAnswer={(breakNo) => choose({ [line.id]: breakNo })}
              onTalk={() => setTalking({ lineId: line.id })}
            />
          ))}
          <Around quote={data} onTalk={() => setTalking({})} />
          {talking && (
            <Talk
              quoteId={quoteId}
              lineId={talking.lineId}
              onSaid={quote.put}
              onClose={() => setTalking(null)}
            />
          )}
        </View>
      )}
    </Screen>
  );
}

function Head({ quote }: { quote: Quote }) {
  const { number, revisionNo, state, inclCents, validUntil, paymentTermName, revisions } = quote;
  return (
    <View className="card">
      <View className="card__top">
        <View className="faint">{number}</View>
        <Tag tone="brand">{text("quote.revision", { no: revisionNo })}</Tag>
        <View id="quote-state" className="end">
          <Tag tone={toneOf(state)}>{label("quote.state", state)}</Tag>
        </View>
      </View>
      <View className="hero">¥{yuan(inclCents)}</View>
      <View className="card__sub">
        {[
          text(quote.pricesIncludeTax ? "tax.with" : "tax.total"),
          paymentTermName,
          text("quote.until", { day: shownDay(validUntil) }),
        ]
          .filter(Boolean)
          .join(" · ")}
      </View>
      {revisions.length > 1 && (
        <View className="card__sub">
          {text("quote.revisions", { count: revisions.length, now: revisionNo })}
        </View>
      )}
    </View>
  );
}

function Around({ quote, onTalk }: { quote: Quote; onTalk: () => void }) {
  const whole = quote.comments.filter(({ lineId }) => lineId === null);
  return (
    <View>
      <View className="card">
        <View className="head">
          <View className="head__title">{text("talk.title")}</View>
          <Button id="talk" look="quiet" onTap={onTalk}>
            {text("talk.say")}
          </Button>
        </View>
        {whole.map(({ id, side, text: words, createdAt }) => (
          <Said key={id} by={`${label("talk", side)} · ${shownInstant(createdAt)}`}>
            {words}
          </Said>
        ))}
      </View>
      <View className="card card--flush">
        <Row icon="info" name={text("quote.terms")} end={quote.paymentTermName} />
        {quote.terms !== "" && <View className="card__sub">{quote.terms}</View>}
        {quote.shipTo && (
          <Row icon="pin" name={text("quote.shipTo")} end={quote.shipTo.recipient} />
        )}
      </View>
      <View className="faint center">{text("quote.asWritten")}</View>
    </View>
  );
}
