import { companyKey, companyNames } from "./company-name";

describe("a company's name", () => {
  it.each([
    ["宁波恒锐五金有限公司", "宁波恒锐五金"],
    ["宁波恒锐五金有限责任公司", "宁波恒锐五金"],
    ["宁波恒锐五金股份有限公司", "宁波恒锐五金"],
    [" 宁波 恒锐 五金公司 ", "宁波恒锐五金"],
    ["宁波(恒锐)五金有限公司", "宁波恒锐五金"],
    ["宁波(恒锐)五金有限公司", "宁波恒锐五金"],
    ["Hengrui Tools Co., Ltd.", "hengruitools"],
    ["HENGRUI TOOLS", "hengruitools"],
  ])("is known again: %s", (name, key) => {
    expect(companyKey(name)).toBe(key);
  });

  it("keeps places and branches apart", () => {
    expect(companyKey("上海恒锐五金有限公司")).not.toBe(companyKey("宁波恒锐五金有限公司"));
    expect(companyKey("恒锐五金集团有限公司")).not.toBe(companyKey("恒锐五金有限公司"));
  });

  it("is kept whole when it is nothing but a legal form", () => {
    expect(companyKey("有限公司")).toBe("有限公司");
    expect(companyKey("  ")).toBe("");
  });

  it("gives itself and every legal form to look for", () => {
    expect(companyNames("恒锐五金公司")).toEqual(
      expect.arrayContaining([
        "恒锐五金公司",
        "恒锐五金",
        "恒锐五金有限公司",
        "恒锐五金股份有限公司",
      ]),
    );
    expect(companyNames("")).toEqual([]);
  });
});
