import { View } from "@tarojs/components";
import { yuan } from "../../../format/money";
import { label, text } from "../../../locale";
import { Pair } from "../../../ui/parts";
import type { Statement } from "./statement";

/** Why the two sides differ: each difference with its reason and what is to be done, and both sides' closing. */
export function Differences({ of: statement }: { of: Statement }) {
  const { residuals, gapCents, closingCents, theirClosingCents } = statement;
  return (
    <View id="differences" className="card">
      <View className="head">
        <View className="head__title">
          {text("statement.differs", { gap: yuan(gapCents ?? 0) })}
        </View>
      </View>
      {residuals.map((residual, at) => (
        <View key={at} className="above">
          <View className="between">
            <View className="strong">{label("residual.class", residual.class)}</View>
            <View className="end strong">{yuan(residual.differenceCents)}</View>
          </View>
          <View className="dim">{residual.because}</View>
          <View className="faint">{label("residual.proposal", residual.proposal)}</View>
        </View>
      ))}
      <View className="rule" />
      <Pair name={text("statement.ours")}>{yuan(closingCents)}</Pair>
      <Pair name={text("statement.theirs")}>{yuan(theirClosingCents ?? 0)}</Pair>
    </View>
  );
}
