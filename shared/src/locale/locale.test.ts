import { errorCodes } from "../contract";
import { en, translate, zhCN } from ".";

const same = (a: Set<unknown>, b: Set<unknown>) =>
  a.size === b.size && [...a].every((each) => b.has(each));

describe("texts", () => {
  it("stand in both languages, key by key", () => {
    expect(Object.keys(en).sort()).toEqual(Object.keys(zhCN).sort());
  });

  it("name the same facts in both languages", () => {
    const factsIn = (text: string) =>
      new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
    const texts = { zh: zhCN as Record<string, string>, en: en as Record<string, string> };
    const differing = Object.keys(texts.zh).filter(
      (key) => !same(factsIn(texts.zh[key]!), factsIn(texts.en[key]!)),
    );
    expect(differing).toEqual([]);
  });

  it("exist for every error code", () => {
    const missing = Object.keys(errorCodes).filter((code) => !(`error.${code}` in zhCN));
    expect(missing).toEqual([]);
  });

  it("put facts in, and leave a fact that is not given readable", () => {
    expect(translate("en", "error.item.inactive", { code: "A-1" })).toContain("A-1");
    expect(translate("en", "error.item.inactive")).toContain("{code}");
  });
});
