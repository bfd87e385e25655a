import { View } from "@tarojs/components";
import Taro, { useDidShow } from "@tarojs/taro";
import { demandSession } from "../../api/use-session";
import { shownDay } from "../../format/day";
import { yuan } from "../../format/money";
import { label, text } from "../../locale";
import { pressable } from "../../platform";
import { List } from "../../ui/list";
import { Tag } from "../../ui/parts";
import { toneOf } from "../../ui/tones";

const open = (id: string) =>
  void Taro.navigateTo({ url: `/packages/accounts/statement/index?statementId=${id}` });

/** Statements of account, the newest first. */
export default function AccountsPage() {
  useDidShow(() => void demandSession());
  return (
    <List title={text("tab.accounts")} operation="portal.statements.list">
      {({ id, number, state, beginsOn, endsOn, closingCents, gapCents }) => (
        <View
          id={`doc-${id}`}
          className="card"
          onClick={() => open(id)}
          {...pressable(() => open(id))}
        >
          <View className="card__top">
            <View className="faint">{number}</View>
            <View className="end">
              <Tag tone={toneOf(state)}>{label("statement.state", state)}</Tag>
            </View>
          </View>
          <View className="card__title">¥{yuan(closingCents)}</View>
          <View className="item__sum">
            <View className="dim">
              {shownDay(beginsOn)} – {shownDay(endsOn)}
            </View>
            {gapCents !== null && gapCents !== 0 && (
              <View className="c-wait">{text("statement.differs", { gap: yuan(gapCents) })}</View>
            )}
          </View>
        </View>
      )}
    </List>
  );
}
