import { View } from "@tarojs/components";
import { useRouter } from "@tarojs/taro";
import { useState } from "react";
import { useDraft } from "../../../api/use-draft";
import { useRead } from "../../../api/use-read";
import { shownDay, shownInstant } from "../../../format/day";
import { yuan } from "../../../format/money";
import { label, text } from "../../../locale";
import { Pair, Tag } from "../../../ui/parts";
import { Screen } from "../../../ui/screen";
import { toneOf } from "../../../ui/tones";
import { Differences } from "./differences";
import { NO_FIGURES, type Figures, type Statement } from "./statement";
import { StatementDock } from "./statement-dock";
import { Extras, StatementLines } from "./statement-lines";

/** One statement, line by line: agreed to, or answered with the party's own figures; then signed. */
export default function StatementPage() {
  const { statementId = "" } = useRouter<{ statementId?: string }>().params;
  const statement = useRead("portal.statements.show", { statementId });
  const [figures, type, dropDraft] = useDraft<Figures>(`statement.${statementId}`, NO_FIGURES);
  const [disputing, setDisputing] = useState(() => Object.keys(figures.amounts).length > 0);
  const forget = () => {
    dropDraft();
    type(NO_FIGURES);
    setDisputing(false);
  };
  return (
    <Screen
      title={text("statement.title")}
      of={statement}
      dock={(data) =>
        data.actions.length === 0 ? null : (
          <StatementDock
            statement={data}
            figures={figures}
            disputing={disputing}
            onDispute={setDisputing}
            onAnswered={(answered) => {
              forget();
              statement.put(answered);
            }}
          />
        )
      }
    >
      {(data) => (
        <View>
          <Head statement={data} />
          {data.gapCents !== null && data.residuals.length > 0 && <Differences of={data} />}
          <StatementLines
            statement={data}
            figures={disputing ? figures : null}
            onType={(amounts) => type({ amounts })}
          />
          {disputing && <Extras of={figures.extras} onType={(extras) => type({ extras })} />}
          <Signatures of={data} />
        </View>
      )}
    </Screen>
  );
}

function Head({ statement }: { statement: Statement }) {
  const { number, state, beginsOn, endsOn, side, lines } = statement;
  return (
    <View className="card">
      <View className="card__top">
        <View className="faint">{number}</View>
        <View id="statement-state" className="end">
          <Tag tone={toneOf(state)}>{label("statement.state", state)}</Tag>
        </View>
      </View>
      <View className="card__title card__title--big">
        {shownDay(beginsOn)} – {shownDay(endsOn)}
      </View>
      <Pair name={text("statement.opening")}>{yuan(statement.openingCents)}</Pair>
      <Pair name={text("statement.charges", { count: lines.length })}>
        {yuan(statement.chargesCents)}
      </Pair>
      <Pair name={text("statement.movements")}>{yuan(statement.movementsCents)}</Pair>
      <View className="rule" />
      <Pair name={label("statement.closing", side)} sum>
        ¥{yuan(statement.closingCents)}
      </Pair>
    </View>
  );
}

function Signatures({ of: { ourSignature, theirSignature, companyName } }: { of: Statement }) {
  if (!ourSignature && !theirSignature) return null;
  return (
    <View className="card">
      {ourSignature && (
        <Pair name={companyName}>
          {ourSignature.name} · {shownInstant(ourSignature.at)}
        </Pair>
      )}
      {theirSignature && (
        <Pair name={text("statement.youSigned")}>
          {theirSignature.name} · {shownInstant(theirSignature.at)}
        </Pair>
      )}
    </View>
  );
}
