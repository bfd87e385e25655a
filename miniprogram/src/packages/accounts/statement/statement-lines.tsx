import { View } from "@tarojs/components";
import { shownDay } from "../../../format/day";
import { yuan } from "../../../format/money";
import { label, text } from "../../../locale";
import { Button } from "../../../ui/button";
import { Field } from "../../../ui/field";
import type { Extra, Figures, Line, Statement } from "./statement";

interface StatementLinesProps {
  statement: Statement;
  /** What the party types beside ours; null while it only reads. */
  figures: Figures | null;
  onType: (amounts: Figures["amounts"]) => void;
}

export function StatementLines({ statement, figures, onType }: StatementLinesProps) {
  const answered = statement.theirClosingCents !== null && statement.theirLines.length > 0;
  return (
    <View>
      <View className="section">{text("statement.lines", { count: statement.lines.length })}</View>
      <View className="card card--flush">
        {statement.lines.map((line) => (
          <View key={line.id} className="row" id={`line-${line.lineNo}`}>
            <View className="grow">
              <View className="mid">{line.description || label("statement.kind", line.kind)}</View>
              <View className="faint">
                {shownDay(line.datedOn)} · {line.documentNumber}
              </View>
              {figures && <Theirs {...{ line, figures, onType }} />}
            </View>
            <View className="end">
              <View className="strong">{yuan(line.amountCents)}</View>
              {answered && <Verdict line={line} statement={statement} />}
            </View>
          </View>
        ))}
      </View>
    </View>
  );
}

function Verdict({ line, statement }: { line: Line; statement: Statement }) {
  const theirs = statement.theirLines.find(({ lineNo }) => lineNo === line.theirLineNo);
  if (!theirs) return <View className="c-wait">{text("statement.notYours")}</View>;
  const gap = theirs.amountCents - line.amountCents;
  return gap === 0 ? (
    <View className="c-ok">{text("statement.same")}</View>
  ) : (
    <View className="c-wait">{text("statement.off", { gap: yuan(gap) })}</View>
  );
}

interface TheirsProps {
  line: Line;
  figures: Figures;
  onType: (amounts: Figures["amounts"]) => void;
}

/** What the party has of this line: the same, another amount, or nothing. */
function Theirs({ line: { lineNo, amountCents }, figures, onType }: TheirsProps) {
  const key = String(lineNo);
  const typed = figures.amounts[key];
  const put = (amount: string | undefined) => {
    const amounts = { ...figures.amounts };
    if (amount === undefined) delete amounts[key];
    else amounts[key] = amount;
    onType(amounts);
  };
  const plain = yuan(amountCents).replace(/,/g, "").replace("−", "-");
  return (
    <View>
      <View className="choice">
        <Button
          id={`same-${lineNo}`}
          look={typed === undefined ? "on-ok" : "grey"}
          onTap={() => put(undefined)}
        >
          {text("statement.same")}
        </Button>
        <Button
          id={`other-${lineNo}`}
          look={typed !== undefined && typed !== "" ? "on" : "grey"}
          onTap={() => put(plain)}
        >
          {text("statement.other")}
        </Button>
        <Button id={`none-${lineNo}`} look={typed === "" ? "on-bad" : "grey"} onTap={() => put("")}>
          {text("statement.none")}
        </Button>
      </View>
      {typed !== undefined && typed !== "" && (
        <Field
          id={`amount-${lineNo}`}
          label={text("statement.yourAmount")}
          value={typed}
          onChange={(amount) => put(amount === "" ? "0" : amount)}
        />
      )}
    </View>
  );
}

interface ExtrasProps {
  of: Extra[];
  onType: (extras: Extra[]) => void;
}

/** What the party has and the statement lacks. */
export function Extras({ of, onType }: ExtrasProps) {
  const put = (at: number, change: Partial<Extra>) =>
    onType(of.map((extra, index) => (index === at ? { ...extra, ...change } : extra)));
  return (
    <View className="card">
      <View className="head">
        <View className="head__title">{text("statement.extras")}</View>
        <Button
          id="more-extra"
          look="quiet"
          onTap={() => onType([...of, { documentNumber: "", amount: "" }])}
        >
          {text("statement.addExtra")}
        </Button>
      </View>
      {of.map((extra, at) => (
        <View key={at} className="pair">
          <View className="pair__one">
            <Field
              id={`extra-number-${at}`}
              label={text("statement.document")}
              value={extra.documentNumber}
              most={64}
              onChange={(documentNumber) => put(at, { documentNumber })}
            />
          </View>
          <View className="pair__one">
            <Field
              id={`extra-amount-${at}`}
              label={text("statement.yourAmount")}
              value={extra.amount}
              onChange={(amount) => put(at, { amount })}
            />
          </View>
        </View>
      ))}
    </View>
  );
}
