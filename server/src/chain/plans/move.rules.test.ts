import { day, exact, type Day } from "@quanlian/shared/domain";
import fc from "fast-check";
import { moveDates, type DatedDemand, type DatedSupply, type UpwardGraph } from "./date.rules";
import { receiveInto, type LivePeg, type WaitingDemand } from "./receive.rules";
import { planDays } from "./schedule.rules";

const calendar = { workingWeekdays: [1, 2, 3, 4, 5], exceptions: new Map<Day, boolean>() };
const MONDAY = day("2026-11-23");
const days = planDays(calendar, MONDAY);
const on = (text: string) => day(`2026-${text}`);

const supply = (id: string, values: Partial<DatedSupply> = {}): DatedSupply => ({
  ...{ id, kind: "make", firm: false, neededOn: on("12-01"), fixedDays: 2, routingDays: 0 },
  ...{ readyOn: MONDAY, startOn: MONDAY, dueOn: on("12-01"), criticalDemandId: null },
  ...values,
});
const demand = (id: string, parentSupplyId: string | null): DatedDemand => ({
  ...{ id, parentSupplyId, uncovered: 0n, availableOn: MONDAY, criticalSupplyId: null },
});

/** A machine for a customer, made from a frame, which is made from bought steel. */
function chain(frame: Partial<DatedSupply> = {}) {
  const supplies = [
    supply("steel", { kind: "buy", dueOn: on("12-15") }),
    supply("frame", frame),
    supply("machine"),
  ];
  const demands = [
    demand("d-steel", "frame"),
    demand("d-frame", "machine"),
    demand("d-order", null),
  ];
  const graph: UpwardGraph = {
    supplies: new Map(supplies.map((each) => [each.id, each])),
    demands: new Map(demands.map((each) => [each.id, each])),
    pegs: [
      { demandId: "d-steel", supplyId: "steel" },
      { demandId: "d-frame", supplyId: "frame" },
      { demandId: "d-order", supplyId: "machine" },
    ],
  };
  return graph;
}

describe("moving days", () => {
  it("takes a later delivery up to the customer, each step by its lead time over working days", () => {
    const graph = chain();
    const moved = moveDates(graph, ["steel"], days);
    expect(moved.supplies.map(({ id, dueOn }) => [id, dueOn])).toEqual([
      ["steel", "2026-12-15"],
      ["frame", "2026-12-17"],
      ["machine", "2026-12-21"],
    ]);
    expect(graph.demands.get("d-order")).toMatchObject({
      ...{ availableOn: "2026-12-21", criticalSupplyId: "machine" },
    });
    expect(graph.supplies.get("frame")!.criticalDemandId).toBe("d-steel");
  });

  it("keeps the day that a person has set as long as it can still be met, and its start always", () => {
    const firm = { firm: true, startOn: on("11-30"), dueOn: on("12-31") };
    const graph = chain(firm);
    moveDates(graph, ["steel"], days);
    expect(graph.supplies.get("frame")).toMatchObject({
      startOn: "2026-11-30",
      dueOn: "2026-12-31",
    });
  });

  it("leaves alone what does not wait for it, and says of an uncovered demand that nobody knows", () => {
    const graph = chain();
    const other = { ...demand("d-other", null), uncovered: 1n, availableOn: null };
    const demands = new Map<string, DatedDemand>([...graph.demands, ["d-other", other]]);
    const pegs = [...graph.pegs, { demandId: "d-other", supplyId: "steel" }];
    const moved = moveDates({ ...graph, demands, pegs }, ["steel"], days);
    expect(moved.demands.map(({ id }) => id)).not.toContain("d-other");
  });
});

describe("goods that come", () => {
  const story = fc.record({
    open: fc.integer({ min: 1, max: 50 }),
    needs: fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 0, maxLength: 5 }),
    comes: fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 4 }),
  });

  it("serve the first need first, in whatever parts they come, and nothing is lost or promised twice", () => {
    fc.assert(
      fc.property(story, ({ open, needs, comes }) => {
        let pegged = 0;
        const parts = needs.map((need) => {
          const part = Math.min(need, open - pegged);
          pegged += part;
          return part;
        });
        let held: WaitingDemand[] = parts.map((part, at) => ({
          ...{ id: String(at), reserved: 0n, pegged: exact(String(part)), uncovered: 0n },
        }));
        let pegs: LivePeg[] = parts.map((part, at) => ({
          ...{ id: `p${at}`, demandId: String(at), supplyId: "s", dueOn: on("12-20") },
          quantity: exact(String(part)),
        }));
        let left = { id: "s", open: exact(String(open)), pegged: exact(String(pegged)) };
        let come = 0;
        for (const quantity of comes) {
          come = Math.min(open, come + quantity);
          const receipt = receiveInto(
            [left],
            new Map([["s", exact(String(quantity))]]),
            held,
            pegs,
            MONDAY,
          );
          const [after] = receipt.supplies;
          left = { id: "s", open: after!.open, pegged: after!.pegged };
          held = held.map((each) => ({
            ...each,
            ...receipt.demands.find(({ id }) => id === each.id),
          }));
          pegs = pegs.map((peg) =>
            receipt.pegs.find(({ id }) => id === peg.id)
              ? { ...peg, ...receipt.pegs.find(({ id }) => id === peg.id)! }
              : peg,
          );
          expect(after!.open).toBe(exact(String(open - come)));
          expect(after!.open).toBe(after!.pegged + after!.free);
          expect(pegs.reduce((sum, peg) => sum + peg.quantity, 0n)).toBe(after!.pegged);
          let rest = Math.min(come, pegged);
          held.forEach((each, at) => {
            const expected = Math.min(rest, parts[at]!);
            rest -= expected;
            expect(each.reserved).toBe(exact(String(expected)));
            expect(each.reserved + each.pegged).toBe(exact(String(parts[at]!)));
          });
        }
      }),
    );
  });
});
