import { creditCodeRegion, isCreditCode } from "./credit-code";

const VALID = ["91310110324425929E", "91440101MA5BLUR8XY", "91110000710928807K"];
const CHARSET = "0123456789ABCDEFGHJKLMNPQRTUWXY";

test.each(VALID)("%s is a credit code", (code) => {
  expect(isCreditCode(code)).toBe(true);
});

test.each(VALID)("any single character of %s typed wrong is noticed", (code) => {
  for (let position = 0; position < code.length; position += 1) {
    for (const other of CHARSET) {
      if (other === code.charAt(position)) continue;
      const mistyped = code.slice(0, position) + other + code.slice(position + 1);
      expect(isCreditCode(mistyped)).toBe(false);
    }
  }
});

test.each([
  ["too short", "91310110324425929"],
  ["too long", "91310110324425929E0"],
  ["small letters", "91310110324425929e"],
  ["a letter outside the set", "9131011032442592OE"],
  ["a space", " 91310110324425929E"],
  ["a line end", "91310110324425929E\n"],
  ["a region that is no digits", "91A10110324425929E"],
  ["nothing", ""],
])("a code with %s is refused", (_, code) => {
  expect(isCreditCode(code)).toBe(false);
  expect(creditCodeRegion(code)).toBeNull();
});

test("each 17 characters have exactly one check, whichever of the 31 it is", () => {
  const accepted = new Set<string>();
  for (const last of CHARSET) {
    const checks = CHARSET.split("").filter((check) =>
      isCreditCode(`9131011032442592${last}${check}`),
    );
    expect(checks).toHaveLength(1);
    checks.forEach((check) => accepted.add(check));
  }
  expect(accepted.size).toBe(CHARSET.length);
  expect(CHARSET.split("").some((check) => isCreditCode(`91A10110324425929${check}`))).toBe(false);
});

test("the region is read from a valid code only", () => {
  expect(creditCodeRegion("91440101MA5BLUR8XY")).toBe("440101");
  expect(creditCodeRegion("91440102MA5BLUR8XY")).toBeNull();
});
