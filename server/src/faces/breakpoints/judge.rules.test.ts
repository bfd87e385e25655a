import { arrows } from "@quanlian/shared/domain";
import type { Evidence } from "./evidence";
import { judge } from "./judge.rules";

const confirmed = arrows.find(({ fact }) => fact === "orderConfirmed")!;
const at = (hour: number) => new Date(Date.UTC(2026, 10, 20, hour));
const evidence = (values: Partial<Evidence> = {}): Evidence => ({
  factId: "1",
  subjectId: "10",
  number: "XS-1",
  happenedAt: at(0),
  expectedCount: 2,
  foundCount: 2,
  expected: "7.5",
  found: "7.500000",
  arrivedAt: at(0),
  ...values,
});
const kinds = (rows: readonly Evidence[], hour = 12, once = true) =>
  judge(confirmed, rows, { once, now: at(hour) }).map(({ kind }) => kind);

describe("an arrow", () => {
  it("that has arrived whole, in time and once is no breakpoint", () => {
    expect(kinds([evidence()])).toEqual([]);
  });

  it("is missing once its hours are over, and pending before", () => {
    const none = evidence({ foundCount: 0, found: "0", arrivedAt: null });
    expect(kinds([none], 1)).toEqual([]);
    expect(kinds([none], 2)).toEqual(["missing"]);
  });

  it("that is missing in part is missing, whatever its quantity says", () => {
    expect(kinds([evidence({ foundCount: 1, found: "3" })])).toEqual(["missing"]);
  });

  it("is late when what it led to came after its hours", () => {
    expect(kinds([evidence({ arrivedAt: at(1) })])).toEqual([]);
    expect(kinds([evidence({ arrivedAt: at(2) })])).toEqual(["late"]);
  });

  it("may be late and short at once", () => {
    expect(kinds([evidence({ arrivedAt: at(5), found: "7" })])).toEqual(["not_conserved", "late"]);
  });

  it("is duplicated when more followed than should, or when its fact is told twice of one document", () => {
    expect(kinds([evidence({ foundCount: 3 })])).toEqual(["duplicated"]);
    expect(kinds([evidence(), evidence({ factId: "2" })])).toEqual(["duplicated"]);
    expect(kinds([evidence(), evidence({ factId: "2" })], 12, false)).toEqual([]);
  });

  it("compares nothing where nothing is conserved or a person has changed it since", () => {
    expect(kinds([evidence({ expected: null })])).toEqual([]);
    const converted = arrows.find(({ fact }) => fact === "leadConverted")!;
    expect(judge(converted, [evidence({ found: "1" })], { once: true, now: at(12) })).toEqual([]);
  });
});
