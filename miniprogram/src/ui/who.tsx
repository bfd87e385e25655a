import { View } from "@tarojs/components";
import Taro from "@tarojs/taro";
import { useState } from "react";
import { readSession } from "../api/session";
import { switchCompany } from "../api/use-session";
import { useRead } from "../api/use-read";
import { text } from "../locale";
import { pressable } from "../platform";
import { Icon } from "./icon";
import { Sheet } from "./sheet";

/** For which company one acts: at the top of every tab. Whoever stands for several changes here. */
export function Who() {
  const [open, setOpen] = useState(false);
  const name = readSession()?.place.partyName ?? "";
  return (
    <View>
      <View
        id="who"
        className="who"
        onClick={() => setOpen(true)}
        {...pressable(() => setOpen(true))}
      >
        <View className="who__mark">{name.slice(0, 1)}</View>
        <View className="who__name">{name}</View>
        <Icon name="down" />
      </View>
      {open && (
        <Sheet title={text("mine.companies")} onClose={() => setOpen(false)}>
          <Companies />
        </Sheet>
      )}
    </View>
  );
}

/** Every company of the person, the current one marked; tapping another goes there. */
export function Companies() {
  const { data } = useRead("portal.companies.list", {});
  const go = (kind: "customer" | "supplier", contactId: string) =>
    switchCompany({ kind, contactId }).catch(() =>
      Taro.showToast({ title: text("failed.offline"), icon: "none" }),
    );
  return (
    <View>
      {(data?.companies ?? []).map(({ kind, contactId, partyName, tenantName, current }) => (
        <View
          key={`${kind}${contactId}`}
          className="row"
          onClick={current ? undefined : () => void go(kind, contactId)}
          {...pressable(current ? undefined : () => void go(kind, contactId))}
        >
          <View className={`who__mark${current ? " who__mark--here" : ""}`}>
            {(partyName ?? tenantName).slice(0, 1)}
          </View>
          <View className="grow">
            <View className="strong">{partyName}</View>
            <View className="faint">
              {text(kind === "customer" ? "mine.customer" : "mine.supplier", {
                factory: tenantName,
              })}
            </View>
          </View>
          <View className={`radio${current ? " radio--on" : ""}`}>
            {current && <Icon name="check" tone="on" />}
          </View>
        </View>
      ))}
    </View>
  );
}
