import { View } from "@tarojs/components";
import { shownInstant } from "../../../format/day";
import { shownPrice, yuan } from "../../../format/money";
import { shownQuantity } from "../../../format/quantity";
import { label, text } from "../../../locale";
import { Button } from "../../../ui/button";
import { ItemHead, Said, Tag } from "../../../ui/parts";
import type { Line, Quote } from "./quote";

interface QuoteLineProps {
  line: Line;
  /** Whether it can be answered now. */
  open: boolean;
  answer: number | undefined;
  said: Quote["comments"];
  onAnswer: (breakNo: number) => void;
  onTalk: () => void;
}

const NO = 0;

export function QuoteLine({ line, open, answer, said, onAnswer, onTalk }: QuoteLineProps) {
  const given = line.answer !== null;
  const breakNo = given ? (line.chosenBreakNo ?? NO) : answer;
  const chosen = line.breaks.find((each) => each.breakNo === breakNo) ?? line.breaks[0];
  const spec = [
    line.itemSpec,
    line.deliveryDays === null ? "" : text("quote.days", { days: line.deliveryDays }),
    line.optional ? text("quote.optional") : "",
  ];
  return (
    <View id={`line-${line.lineNo}`} className="card">
      <ItemHead name={line.itemName || line.description} spec={spec.filter(Boolean).join(" · ")}>
        {given && (
          <Tag tone={line.answer === "accepted" ? "ok" : undefined}>
            {label("quote.answer", line.answer ?? "")}
          </Tag>
        )}
      </ItemHead>
      {chosen && (
        <View className="item__sum above">
          <View className="dim">
            {shownQuantity(chosen.quantity)} {line.unit} × {shownPrice(chosen.netPrice)}
          </View>
          <View className={breakNo === NO ? "strong old" : "strong"}>{yuan(chosen.inclCents)}</View>
        </View>
      )}
      {line.note !== "" && <View className="card__sub">{line.note}</View>}
      {open && !given && line.breaks.length > 1 && (
        <Breaks line={line} breakNo={breakNo} onAnswer={onAnswer} />
      )}
      <View className="choice">
        {open && !given && (
          <Button
            id={`yes-${line.lineNo}`}
            look={breakNo ? "on-ok" : "grey"}
            onTap={() => onAnswer(breakNo || 1)}
          >
            {text("quote.yes")}
          </Button>
        )}
        {open && !given && (
          <Button
            id={`no-${line.lineNo}`}
            look={breakNo === NO ? "on-bad" : "grey"}
            onTap={() => onAnswer(NO)}
          >
            {text("quote.no")}
          </Button>
        )}
        <Button id={`talk-${line.lineNo}`} look={said.length > 0 ? "on" : "grey"} onTap={onTalk}>
          {said.length > 0 ? text("talk.count", { count: said.length }) : text("talk.say")}
        </Button>
      </View>
      {said.map(({ id, side, text: words, createdAt }) => (
        <Said key={id} by={`${label("talk", side)} · ${shownInstant(createdAt)}`}>
          {words}
        </Said>
      ))}
    </View>
  );
}

interface BreaksProps {
  line: Line;
  breakNo: number | undefined;
  onAnswer: (breakNo: number) => void;
}

/** The quantities that the line is offered in, each with its price. */
function Breaks({ line, breakNo, onAnswer }: BreaksProps) {
  return (
    <View className="choice">
      {line.breaks.map((each) => (
        <Button
          key={each.breakNo}
          id={`break-${line.lineNo}-${each.breakNo}`}
          look={breakNo === each.breakNo ? "on" : "grey"}
          onTap={() => onAnswer(each.breakNo)}
        >
          {`${shownQuantity(each.quantity)} ${line.unit} · ${shownPrice(each.netPrice)}`}
        </Button>
      ))}
    </View>
  );
}
