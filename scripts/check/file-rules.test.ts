import { findFileFaults } from "./file-rules";

function faults(path: string, source: string): string[] {
  return findFileFaults(new Map([[path, source]])).map(({ line, message }) => `${line} ${message}`);
}

const PATH = "server/src/chain/orders/order.rules.ts";

test("a file of 300 lines passes, and one of 301 does not", () => {
  expect(faults(PATH, "void 0;\n".repeat(300))).toEqual([]);
  expect(faults(PATH, "void 0;\n".repeat(301))).toEqual([expect.stringContaining("301 lines")]);
});

test.each([
  "server/src/chain/orders/confirm-order.test.ts",
  "shared/src/locale/zh-cn.ts",
  "server/src/migrations/20260101000000-create-orders.ts",
])("%s may be longer", (path) => {
  expect(faults(path, "void 0;\n".repeat(301))).toEqual([]);
});

test.each(["let a: any;", "f(x as any);", "type A = Array<any>;", "function f(a?: any) {}"])(
  "the type any is refused in %s",
  (source) => {
    expect(faults(PATH, source)).toEqual(["1 uses the type any"]);
  },
);

test("the word any in a comment, a string or a name is no type", () => {
  expect(faults(PATH, '// as any customer\nconst many = "x: any"; const any = 1;')).toEqual([]);
});

test.each([`// @ts-${"ignore"}`, `// @ts-${"nocheck"}`, `// ${"TO"}DO: later`, `/* ${"FIX"}ME */`])(
  "%s is refused, with its line",
  (comment) => {
    expect(faults(PATH, `const a = 1;\n${comment}\n`)).toEqual([
      expect.stringMatching(/^2 contains/),
    ]);
  },
);

test.each(["parseFloat(x)", "Number.parseFloat(x)", "n.toFixed(2)", "n?.toFixed(2)"])(
  "%s is refused in server and shared, where numbers are exact, and allowed elsewhere",
  (expression) => {
    expect(faults(PATH, `const a = ${expression};`)).toHaveLength(1);
    expect(faults("shared/src/domain/money.ts", `const a = ${expression};`)).toHaveLength(1);
    expect(faults("scripts/bench/bench.ts", `const a = ${expression};`)).toEqual([]);
  },
);

test("parseFloat in a comment is no use of it", () => {
  expect(faults(PATH, "// never parseFloat() nor .toFixed(2) here")).toEqual([]);
});
