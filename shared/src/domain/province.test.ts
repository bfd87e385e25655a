import { provinceNames, provinceOf } from "./province";

describe("where somebody is", () => {
  it.each([
    [{ region: "广东省佛山市" }, "广东"],
    [{ region: "440600" }, "广东"],
    [{ region: "内蒙古包头" }, "内蒙古"],
    [{ creditCode: "91310110324425929E" }, "上海"],
    [{ phone: "010-88886666" }, "北京"],
    [{ phone: "0755-88886666" }, "广东"],
    [{ phone: "0574-87654321" }, "浙江"],
    [{ phone: "0335-3030303" }, "河北"],
    [{ phone: "0351-3030303" }, "山西"],
    [{ phone: "0898-66778899" }, "海南"],
    [{ phone: "0891-6677889" }, "西藏"],
  ])("%j is %s", (whereabouts, name) => {
    expect(provinceNames[provinceOf(whereabouts)!]).toBe(name);
  });

  it("is taken from what was said before what was dialled", () => {
    expect(provinceOf({ region: "江苏", phone: "010-88886666" })).toBe("32");
  });

  it("is unknown of a mobile number or an unknown place", () => {
    expect(provinceOf({ phone: "13800000000", region: "华东", creditCode: "x" })).toBeNull();
  });
});
