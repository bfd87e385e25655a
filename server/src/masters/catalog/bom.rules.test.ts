import { day } from "@quanlian/shared/domain";
import { findCycle, makeRoom, type Edge, type InForce } from "./bom.rules";

const from = day("2026-12-01");

const version = (effectiveFrom: string, effectiveTo: string | null): InForce => ({
  id: effectiveFrom,
  version: 1,
  effectiveFrom: day(effectiveFrom),
  effectiveTo: effectiveTo === null ? null : day(effectiveTo),
});

const edge = (parentId: string, itemId: string, first = "2026-01-01", last?: string): Edge => ({
  parentId,
  itemId,
  effectiveFrom: day(first),
  effectiveTo: last === undefined ? null : day(last),
});

describe("making room for a new version", () => {
  it("ends the version that covers the day, the day before", () => {
    const room = makeRoom([version("2026-01-01", null)], from);
    expect(room.inTheWay).toBeNull();
    expect(room.closed.map((each) => each.effectiveTo)).toEqual(["2026-11-30"]);
  });

  it("leaves a version alone that is over by then, also on the day before", () => {
    const room = makeRoom([version("2026-01-01", "2026-11-30")], from);
    expect(room).toEqual({ inTheWay: null, closed: [] });
  });

  it("finds one in the way that begins on the day or later", () => {
    expect(makeRoom([version("2026-12-01", null)], from).inTheWay).not.toBeNull();
    expect(makeRoom([version("2026-12-02", null)], from).inTheWay).not.toBeNull();
    expect(makeRoom([version("2026-11-30", null)], from).inTheWay).toBeNull();
  });
});

describe("finding a cycle", () => {
  it("names the items from the one asked for back to it", () => {
    const edges = [edge("B", "X"), edge("B", "C"), edge("C", "A")];
    expect(findCycle("A", from, ["B"], edges)).toEqual(["A", "B", "C", "A"]);
    expect(findCycle("A", from, ["A"], [])).toEqual(["A", "A"]);
  });

  it("takes a part that is used in many places for what it is", () => {
    const edges = [edge("B", "D"), edge("C", "D"), edge("D", "E")];
    expect(findCycle("A", from, ["B", "C", "D"], edges)).toBeNull();
  });

  it("does not join versions that are never in force on the same day", () => {
    const apart = [edge("B", "C", "2027-07-01"), edge("C", "A", "2026-01-01", "2027-06-30")];
    expect(findCycle("A", from, ["B"], apart)).toBeNull();
    const oneDay = [edge("B", "C", "2027-06-30"), edge("C", "A", "2026-01-01", "2027-06-30")];
    expect(findCycle("A", from, ["B"], oneDay)).toEqual(["A", "B", "C", "A"]);
  });

  it("ends although others already run in a circle", () => {
    expect(findCycle("A", from, ["B"], [edge("B", "C"), edge("C", "B")])).toBeNull();
  });

  it("takes no longer than the structure is large, however many paths lead through it", () => {
    const edges = Array.from({ length: 25 }, (_, at) => [
      edge(`n${at}`, `n${at + 1}`),
      edge(`n${at}`, `m${at}`),
      edge(`m${at}`, `n${at + 1}`),
    ]).flat();
    expect(findCycle("A", from, ["n0"], edges)).toBeNull();
  });
});
