import { type Exact, addDays, exact, ZERO } from "@quanlian/shared/domain";
import fc from "fast-check";
import {
  booksOf,
  change,
  givenStoredOrder,
  type StoredOrder,
} from "../../../../tests/support/changes";
import { wholeStory } from "../../../../tests/support/plan-stories";
import { givenPlanInput, TODAY } from "../../../../tests/support/plans";
import type { WantedTop } from "./change.types";
import type { PlanInput } from "./plan.types";

/** One edit of one line; numbers are picked modulo what there is. */
const edit = fc.record({
  line: fc.nat(5),
  quantity: fc.nat(80),
  inDays: fc.nat(40),
  /** Which of the supplies a person releases before. */
  firms: fc.option(fc.nat(20), { freq: 3 }),
});

const wantedOf = (input: PlanInput): WantedTop[] => input.demands.map((demand) => ({ ...demand }));

/** Every sum that a plan promises, whatever has happened to it. */
function expectToHold({ demands, supplies, pegs, stock, reservations }: StoredOrder): void {
  const sum = (of: readonly { quantity: Exact }[]) =>
    of.reduce((total, row) => total + row.quantity, ZERO);
  for (const demand of demands) {
    const { quantity, fulfilled, reserved, pegged, uncovered } = demand;
    expect(fulfilled + reserved + pegged + uncovered).toBe(quantity);
    expect(uncovered).toBe(ZERO);
    expect(sum(pegs.filter((peg) => peg.demandId === demand.id))).toBe(pegged);
    expect(sum(reservations.filter((each) => each.demandId === demand.id))).toBe(reserved);
  }
  for (const supply of supplies) {
    expect(sum(pegs.filter((peg) => peg.supplyId === supply.id))).toBe(supply.pegged);
    expect(supply.pegged <= supply.open).toBe(true);
  }
  for (const free of stock.values()) expect(free >= ZERO).toBe(true);
}

describe("any sequence of changes", () => {
  it("adds up after each, leaves what is firm as it is, and covers what is asked for", () => {
    fc.assert(
      fc.property(wholeStory, fc.array(edit, { minLength: 1, maxLength: 4 }), (story, edits) => {
        const input = givenPlanInput(story);
        const order = givenStoredOrder(input);
        const wanted = wantedOf(input);
        for (const { line, quantity, inDays, firms } of edits) {
          if (firms !== null) firm(order, firms);
          const fixed = order.supplies.filter((supply) => supply.firm).map((each) => ({ ...each }));
          const at = line % wanted.length;
          const neededOn = addDays(TODAY, inDays);
          wanted[at] = { ...wanted[at]!, quantity: exact(String(quantity)), neededOn };
          change(order, wanted);

          expectToHold(order);
          for (const top of wanted) {
            expect(order.demands.find((demand) => demand.id === top.id)?.quantity).toBe(
              top.quantity,
            );
          }
          for (const before of fixed) {
            const after = order.supplies.find((supply) => supply.id === before.id)!;
            expect({ ...after, pegged: before.pegged }).toEqual(before);
          }
        }
      }),
      { numRuns: 150 },
    );
  });

  it("of a line up and back down leaves the books as they were", () => {
    fc.assert(
      fc.property(
        wholeStory,
        fc.nat(5),
        fc.integer({ min: 1, max: 40 }),
        fc.nat(40),
        (story, line, more, inDays) => {
          const input = givenPlanInput({ ...story, openSupplies: [] });
          const order = givenStoredOrder(input);
          const before = booksOf(order);
          const wanted = wantedOf(input);
          const at = line % wanted.length;
          const original = wanted[at]!;
          wanted[at] = {
            ...original,
            quantity: original.quantity + exact(String(more)),
            neededOn: addDays(TODAY, inDays),
          };
          change(order, wanted);
          wanted[at] = original;
          change(order, wanted);

          expect(booksOf(order)).toEqual(before);
        },
      ),
      { numRuns: 150 },
    );
  });

  it("that takes every line out leaves nothing", () => {
    fc.assert(
      fc.property(wholeStory, (story) => {
        const input = givenPlanInput({ ...story, openSupplies: [] });
        const order = givenStoredOrder(input);
        change(
          order,
          wantedOf(input).map((top) => ({ ...top, quantity: ZERO })),
        );
        expect({ ...booksOf(order), stock: [] }).toEqual({
          demands: [],
          supplies: [],
          pegs: [],
          stock: [],
        });
        expect(booksOf(order).stock).toEqual([...input.stock].map(String).sort());
      }),
      { numRuns: 80 },
    );
  });
});

/** A person releases one of the supplies. */
function firm(order: StoredOrder, which: number): void {
  const live = order.supplies.filter((supply) => supply.quantity > ZERO);
  const chosen = live[which % (live.length || 1)];
  if (!chosen) return;
  order.supplies[order.supplies.indexOf(chosen)] = { ...chosen, firm: true };
}
