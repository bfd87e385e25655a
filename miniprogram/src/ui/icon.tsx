import { View } from "@tarojs/components";

export type Tone = "ink" | "quiet" | "brand" | "ok" | "bad" | "wait" | "on";

/** An icon beside words. It says nothing by itself, so nobody is read it. */
export function Icon({ name, tone = "quiet", last = false }: IconProps) {
  return <View className={`i i-${name} tone-${tone}${last ? " i--end" : ""}`} />;
}

interface IconProps {
  name: string;
  tone?: Tone;
  /** At the end of a row that leads somewhere. */
  last?: boolean;
}

/** A drawing by what the part is called; what no word tells is a box. */
const DRAWINGS: readonly (readonly [RegExp, string])[] = [
  [/法兰|flange/i, "flange"],
  [/型材|profile/i, "profile"],
  [/盖|cap|cover/i, "cap"],
  [/板|plate|sheet/i, "plate"],
  [/棒|轴|杆|rod|shaft|bar/i, "rod"],
  [/管|tube|pipe/i, "tube"],
  [/支架|角|bracket/i, "bracket"],
];

export function PartTile({ name }: { name: string }) {
  const drawing = DRAWINGS.find(([words]) => words.test(name))?.[1];
  return (
    <View className="tile">
      {drawing ? <View className={`p p-${drawing}`} /> : <Icon name="box" tone="quiet" />}
    </View>
  );
}
