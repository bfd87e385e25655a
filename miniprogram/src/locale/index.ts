import Taro from "@tarojs/taro";
import { deviceLanguage } from "../platform";
import { en } from "./en";
import { zhCN, type TextKey } from "./zh-CN";

export type Language = "zh-CN" | "en";
export type { TextKey };

const KEY = "language";
const texts: Record<Language, Record<TextKey, string>> = { "zh-CN": zhCN, en };

let chosen: Language | null = null;

/** What the reader chose on this device; before that, what the device speaks. */
export function language(): Language {
  chosen ??= keptLanguage() ?? (deviceLanguage().toLowerCase().startsWith("en") ? "en" : "zh-CN");
  return chosen;
}

function keptLanguage(): Language | null {
  const kept: unknown = Taro.getStorageSync(KEY);
  return kept === "zh-CN" || kept === "en" ? kept : null;
}

export function chooseLanguage(next: Language): void {
  chosen = next;
  Taro.setStorageSync(KEY, next);
}

/** The text for a key, with its `{facts}` put in. */
export function text(key: TextKey, facts: Record<string, string | number> = {}): string {
  return texts[language()][key].replace(/\{(\w+)\}/g, (whole, name: string) =>
    String(facts[name] ?? whole),
  );
}

/** The text for a state or class that the server named; the bare name when it is newer than this app. */
export function label(group: string, name: string): string {
  const known: Record<string, string> = texts[language()];
  return known[`${group}.${name}`] ?? name;
}
