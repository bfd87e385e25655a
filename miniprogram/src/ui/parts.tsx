import { View } from "@tarojs/components";
import type { ReactNode } from "react";
import { percentOf, shownQuantity } from "../format/quantity";
import { pressable } from "../platform";
import { Icon, PartTile } from "./icon";

/** A state, said once. */
export function Tag({ tone, icon, children }: TagProps) {
  return (
    <View className={`tag${tone ? ` tag--${tone}` : ""}`}>
      {icon && <Icon name={icon} tone={tone === "ok" ? "ok" : "quiet"} />}
      {children}
    </View>
  );
}

export type TagTone = "wait" | "ok" | "bad" | "brand" | undefined;

interface TagProps {
  tone?: TagTone;
  icon?: string;
  children: ReactNode;
}

/** One figure beside its name. */
export function Pair({
  name,
  sum,
  children,
}: {
  name: string;
  sum?: boolean;
  children: ReactNode;
}) {
  return (
    <View className={`kv${sum ? " kv--sum" : ""}`}>
      <View className="kv__key">{name}</View>
      <View className="kv__value">{children}</View>
    </View>
  );
}

/** Up to three figures side by side. */
export function Facts({ of }: { of: readonly (readonly [string, ReactNode])[] }) {
  return (
    <View className="facts">
      {of.map(([name, value]) => (
        <View key={name} className="facts__one">
          <View className="facts__key">{name}</View>
          <View className="facts__value">{value}</View>
        </View>
      ))}
    </View>
  );
}

/** The name of a line with its drawing; what is beside and below it differs. */
export function ItemHead({ name, spec, children }: ItemHeadProps) {
  return (
    <View className="item">
      <PartTile name={name} />
      <View className="grow">
        <View className="item__name">{name}</View>
        <View className="item__spec">{spec}</View>
      </View>
      {children}
    </View>
  );
}

interface ItemHeadProps {
  name: string;
  spec: ReactNode;
  children?: ReactNode;
}

/** How far something has come, as quantities: a full node is reached, a dot partly, a ring not yet. */
export function Rail({ whole, unit, stages }: RailProps) {
  return (
    <View>
      {stages.map(({ name, quantity }, at) => {
        const percent = percentOf(quantity, whole);
        const how = percent >= 100 ? "done" : percent > 0 ? "part" : "none";
        const last = at === stages.length - 1;
        return (
          <View key={name} className={`rail__s rail__s--${how}${last ? " rail__s--last" : ""}`}>
            <View className="rail__n">
              {how === "done" && <Icon name="check" tone="on" />}
              {how === "part" && <View className="rail__dot" />}
            </View>
            <View className="between">
              <View className="strong">{name}</View>
              <View className="end">
                {shownQuantity(quantity)} / {shownQuantity(whole)} {unit}
              </View>
            </View>
            <View className="bar">
              <View className="bar__part" style={{ width: `${percent}%` }} />
            </View>
          </View>
        );
      })}
    </View>
  );
}

interface RailProps {
  whole: string;
  unit: string;
  stages: readonly { name: string; quantity: string }[];
}

/** Words that a person said. */
export function Said({ by, children }: { by: string; children: ReactNode }) {
  return (
    <View className="said">
      <View className="said__by">{by}</View>
      {children}
    </View>
  );
}

/** A row that leads to a page or a sheet. */
export function Row({ id, icon, name, end, onTap }: RowProps) {
  return (
    <View id={id} className="row" onClick={onTap} {...pressable(onTap)}>
      {icon && <Icon name={icon} />}
      <View className="grow">{name}</View>
      {end !== undefined && <View className="end faint">{end}</View>}
      {onTap && <Icon name="right" last />}
    </View>
  );
}

interface RowProps {
  id?: string;
  icon?: string;
  name: ReactNode;
  end?: ReactNode;
  onTap?: () => void;
}
