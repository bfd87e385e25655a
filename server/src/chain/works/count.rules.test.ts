import { exact, toDecimalText } from "@quanlian/shared/domain";
import fc from "fast-check";
import {
  countScans,
  inputOf,
  settle,
  usedOf,
  type CountedScan,
  type CountedTask,
} from "./count.rules";

const TEN = exact("10");

const task = (id: string, rest: Partial<CountedTask> = {}): CountedTask => ({
  ...{ id, sequence: Number(id) * 10, inspects: false, state: "waiting" },
  ...{ good: 0n, defect: 0n, scrap: 0n, passed: 0n },
  ...rest,
});
const released = () => settle(TEN, [task("1"), task("2"), task("3")]);

let last = 0;
const report = (
  operationId: string,
  good: string,
  rest: Record<string, string> = {},
): CountedScan => {
  const { defect = "0", scrap = "0" } = rest;
  const counts = { good: exact(good), defect: exact(defect), scrap: exact(scrap) };
  return { clientId: `s${(last += 1)}`, operationId, kind: "report", ...counts };
};
const figures = (tasks: readonly CountedTask[]) =>
  tasks.map(
    ({ state, good, passed }) => `${state} ${toDecimalText(good)}/${toDecimalText(passed)}`,
  );
const outcomesOf = (scans: readonly CountedScan[], tasks = released()) => {
  const { outcomes } = countScans(TEN, tasks, scans);
  return scans.map(({ clientId }) => outcomes.get(clientId));
};

describe("reports", () => {
  it("flow on in parts: the next operation is ready with the first piece, and done with the last", () => {
    expect(figures(released())).toEqual(["ready 0/0", "waiting 0/0", "waiting 0/0"]);
    const some = countScans(TEN, released(), [report("1", "4"), report("2", "3")]);
    expect(figures(some.tasks)).toEqual(["running 4/4", "running 3/3", "ready 0/0"]);
    const rest = [report("1", "6"), report("2", "7"), report("3", "10")];
    expect(figures(countScans(TEN, some.tasks, rest).tasks)).toEqual([
      ...["done 10/10", "done 10/10", "done 10/10"],
    ]);
  });

  it("wait for what they build on, whichever comes first", () => {
    const scans = [report("3", "2"), report("2", "2"), report("1", "2")];
    expect(outcomesOf(scans)).toEqual(["counted", "counted", "counted"]);
    expect(outcomesOf([report("2", "1")])).toEqual(["waiting"]);
  });

  it("of the first operation never come to more than is asked for, but for what is scrapped on the way", () => {
    expect(outcomesOf([report("1", "10"), report("1", "1")])).toEqual(["counted", "over"]);
    const lost = [report("1", "10"), report("2", "8", { scrap: "2" }), report("1", "2")];
    expect(outcomesOf(lost)).toEqual(["counted", "counted", "counted"]);
  });

  it("of scrap in the first operation leave as much to make", () => {
    const { tasks } = countScans(TEN, released(), [report("1", "8", { scrap: "3" })]);
    expect(tasks[0]).toMatchObject({ state: "running", good: exact("8") });
    expect(outcomesOf([report("1", "2")], tasks)).toEqual(["counted"]);
    expect(outcomesOf([report("1", "3")], tasks)).toEqual(["over"]);
  });

  it("at an inspection point let nothing on until it is judged", () => {
    const tasks = settle(TEN, [task("1", { inspects: true }), task("2")]);
    const first = countScans(TEN, tasks, [report("1", "5"), report("2", "1")]);
    expect(figures(first.tasks)).toEqual(["running 5/0", "waiting 0/0"]);
    expect([...first.outcomes.values()]).toEqual(["counted", "waiting"]);
  });
});

it("starting, pausing and resuming say what they say, late or twice", () => {
  const scan = (kind: "start" | "pause" | "resume", operationId = "1"): CountedScan => ({
    ...report(operationId, "0"),
    kind,
  });
  const paused = countScans(TEN, released(), [scan("start"), scan("start"), scan("pause")]);
  expect(paused.tasks[0]!.state).toBe("paused");
  const going = countScans(TEN, paused.tasks, [scan("resume"), scan("resume")]);
  expect(going.tasks[0]!.state).toBe("running");
  expect(outcomesOf([scan("start", "2")])).toEqual(["waiting"]);
});

it("any order of the same scans comes to the same figures, and no operation uses what it has not got", () => {
  const pieces = fc.record({
    operationId: fc.constantFrom("1", "2", "3"),
    good: fc.nat(3),
    defect: fc.nat(1),
    scrap: fc.nat(1),
  });
  const story = fc.array(pieces, { maxLength: 8 }).chain((all) => {
    const scans = all
      .filter(({ operationId }) => operationId !== "1")
      .map((each, at) => ({
        ...report(each.operationId, String(each.good), {
          ...{ defect: String(each.defect), scrap: String(each.scrap) },
        }),
        clientId: `p${at}`,
      }));
    return fc.tuple(
      fc.constant(scans),
      fc.shuffledSubarray(scans, { minLength: scans.length, maxLength: scans.length }),
    );
  });
  fc.assert(
    fc.property(story, ([scans, shuffled]) => {
      const first = report("1", "10");
      const total = scans.reduce((sum, s) => sum + s.good + s.defect + s.scrap, 0n);
      fc.pre(total <= TEN); // what is too much for all is refused to whoever comes last
      const one = countScans(TEN, released(), [first, ...scans]);
      const other = countScans(TEN, released(), [...shuffled, first]);
      one.tasks.forEach((each, at) => {
        if (at > 0) expect(usedOf(each, at) <= inputOf(TEN, one.tasks, at)).toBe(true);
      });
      const counted = (of: typeof one) =>
        [...of.outcomes].filter(([, how]) => how === "counted").length;
      if (counted(one) === scans.length + 1) expect(other.tasks).toEqual(one.tasks);
    }),
  );
});
