import { en } from "./en";
import { zhCN } from "./zh-CN";

export type Language = "zh-CN" | "en";
export type Texts = Readonly<Record<string, string>>;

const languages: Record<Language, Texts> = { "zh-CN": zhCN, en };

/**
 * The text for a key with its `{facts}` put in. A key that a language lacks falls back to the other and then to itself:
 * a person should see a strange word rather than nothing. A test keeps both languages complete.
 */
export function translate(
  language: Language,
  key: string,
  facts: Record<string, unknown> = {},
): string {
  const text = languages[language][key] ?? languages["zh-CN"][key] ?? languages.en[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const fact = facts[name];
    return fact === undefined || fact === null ? whole : factText(fact);
  });
}

function factText(fact: unknown): string {
  if (Array.isArray(fact)) return fact.map(factText).join("、");
  return typeof fact === "object"
    ? JSON.stringify(fact)
    : String(fact as string | number | boolean);
}
