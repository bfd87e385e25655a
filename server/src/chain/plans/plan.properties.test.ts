import { type Exact, exactFromInteger, ZERO } from "@quanlian/shared/domain";
import fc from "fast-check";
import {
  afterRelease,
  givenDemand,
  givenItem,
  givenPlanInput,
  givenRecipe,
  storedPlan,
  TODAY,
  total,
} from "../../../../tests/support/plans";
import { ITEM_IDS, wholeStory } from "../../../../tests/support/plan-stories";
import { planDemands } from "./plan.rules";
import { type Plan, type Recipe, stockKey } from "./plan.types";
import { planRelease } from "./release.rules";
import type { ReleaseInput } from "./release.types";

const story = wholeStory;

function sumsBy<Row>(
  rows: readonly Row[],
  key: (row: Row) => string,
  of: (row: Row) => Exact,
): Record<string, Exact> {
  const sums: Record<string, Exact> = {};
  for (const row of rows) if (of(row) !== ZERO) sums[key(row)] = (sums[key(row)] ?? ZERO) + of(row);
  return sums;
}

function expectFiguresToHold(rows: Omit<ReleaseInput, "reductions">): void {
  const byDemand = sumsBy(
    rows.pegs,
    (peg) => peg.demandId,
    (peg) => peg.quantity,
  );
  const bySupply = sumsBy(
    rows.pegs,
    (peg) => peg.supplyId,
    (peg) => peg.quantity,
  );
  for (const { id, quantity: of, fulfilled, reserved, pegged, uncovered, basis } of rows.demands) {
    expect(fulfilled + reserved + pegged + uncovered).toBe(of);
    expect([reserved, pegged, uncovered].every((part) => part >= ZERO)).toBe(true);
    expect(byDemand[id] ?? ZERO).toBe(pegged);
    if (basis) {
      const { netQuantity, scrapQuantity, roundingQuantity, substituted = ZERO } = basis;
      expect(netQuantity + scrapQuantity + roundingQuantity - substituted).toBe(of);
      const standing = rows.demands.filter((row) => row.basis?.replaces?.demandId === id);
      expect(total(standing.map((row) => row.basis!.replaces!))).toBe(substituted);
    }
  }
  for (const { id, pegged, open } of rows.supplies) {
    expect(bySupply[id] ?? ZERO).toBe(pegged);
    expect(pegged <= open).toBe(true);
  }
}

describe("any plan", () => {
  it("covers every demand, adds up, and takes no more than there is", () => {
    fc.assert(
      fc.property(story, (of) => {
        const input = givenPlanInput(of);
        const plan = planDemands(input);

        expectFiguresToHold(storedPlan(input, plan));
        expect(plan.demands.every((row) => row.uncovered === ZERO)).toBe(true);
        for (const [key, taken] of plan.stockTaken) {
          expect(taken > ZERO && taken <= (input.stock.get(key) ?? ZERO)).toBe(true);
        }
        const reserved = sumsBy(
          plan.demands,
          (row) => stockKey(row.itemId, row.warehouseId),
          (row) => row.reserved,
        );
        expect(reserved).toEqual(Object.fromEntries(plan.stockTaken));
        for (const row of plan.newSupplies) {
          const { minimum, multiple, fixed, rounding } = row.lotSteps;
          expect(row.neededQuantity + row.lotQuantity).toBe(row.quantity);
          expect(minimum + multiple + fixed + rounding).toBe(row.lotQuantity);
        }
      }),
    );
  });

  it("has dates that can be kept: components before the start, the start before the end", () => {
    fc.assert(
      fc.property(story, (of) => {
        const plan = planDemands(givenPlanInput(of));
        const supplies = new Map(plan.newSupplies.map((row) => [row.id, row]));
        for (const row of plan.newSupplies) {
          expect(TODAY <= row.startOn && row.startOn <= row.dueOn).toBe(true);
          expect(row.readyOn <= row.startOn && row.neededOn <= row.dueOn).toBe(true);
        }
        for (const row of plan.demands) {
          const parent = supplies.get(row.parentSupplyId ?? "");
          if (parent) expect((row.availableOn ?? "9999") <= parent.readyOn).toBe(true);
        }
        for (const peg of plan.pegs) {
          const pegged = plan.demands.find((row) => row.id === peg.demandId);
          const due = supplies.get(peg.supplyId)?.dueOn ?? TODAY;
          expect(due <= (pegged?.availableOn ?? "")).toBe(true);
        }
      }),
    );
  });

  it("is the same whatever the order of its input", () => {
    fc.assert(
      fc.property(story, fc.infiniteStream(fc.nat()), (of, numbers) => {
        const shuffled = <Row>(rows: readonly Row[]): Row[] =>
          rows
            .map((row) => ({ row, at: Number(numbers.next().value) }))
            .sort((a, b) => a.at - b.at)
            .map(({ row }) => row);
        const input = givenPlanInput(of);
        const other = givenPlanInput({
          ...of,
          items: shuffled(of.items),
          demands: shuffled(input.demands),
          openSupplies: shuffled(input.openSupplies),
        });
        const sorted = (plan: Plan) => ({
          ...plan,
          demands: [...plan.demands].sort((a, b) => (a.id < b.id ? -1 : 1)),
        });

        expect(sorted(planDemands(other))).toEqual(sorted(planDemands(input)));
      }),
    );
  });

  it("needs of each part what multiplying down the tree gives, when nothing else interferes", () => {
    const plain = fc.array(fc.array(fc.nat(3), { minLength: 6, maxLength: 6 }), {
      minLength: 4,
      maxLength: 4,
    });
    fc.assert(
      fc.property(plain, fc.integer({ min: 1, max: 9 }), (matrix, ordered) => {
        const needOf = (id: number): number =>
          id === 0
            ? ordered
            : matrix.slice(0, id).reduce((sum, row, at) => sum + (row[id] ?? 0) * needOf(at), 0);
        const recipes = matrix.map((row, at): [string, Recipe] => [
          ITEM_IDS[at] ?? "",
          givenRecipe(
            Object.fromEntries(ITEM_IDS.map((id, to) => [id, String(row[to])]).slice(at + 1)),
          ),
        ]);
        const input = givenPlanInput({
          items: ITEM_IDS.map((id, at) => givenItem(id, { supplyMode: at < 4 ? "make" : "buy" })),
          recipes: Object.fromEntries(recipes),
          demands: [givenDemand("d1", "a", String(ordered))],
        });
        const plan = planDemands(input);

        ITEM_IDS.forEach((id, at) => {
          const made = plan.newSupplies.filter((row) => row.itemId === id);
          expect(total(made)).toBe(exactFromInteger(needOf(at)));
        });
      }),
    );
  });
});

describe("any release", () => {
  it("of everything gives back all stock and leaves no peg and no supply that may change", () => {
    fc.assert(
      fc.property(story, (of) => {
        const input = givenPlanInput(of);
        const plan = planDemands(input);
        const stored = storedPlan(input, plan);
        const reductions = new Map(input.demands.map((row) => [row.id, ZERO]));
        const release = planRelease({ ...stored, reductions });
        const after = afterRelease(stored, release);

        expect(release.stockFreed).toEqual(plan.stockTaken);
        expect(after.pegs).toEqual([]);
        expect(after.reservations).toEqual([]);
        expect(after.demands.every((row) => row.quantity === ZERO)).toBe(true);
        expect(after.supplies.every((row) => row.firm || row.quantity === ZERO)).toBe(true);
        const advised = release.messages.map((message) => message.supplyId).sort();
        expect(advised).toEqual([...plan.supplyTaken.keys()].sort());
      }),
    );
  });

  it("of a part leaves all figures adding up, firm supplies untouched and nothing raised", () => {
    const share = fc.record({ demandAt: fc.nat(5), part: fc.integer({ min: 0, max: 60 }) });
    fc.assert(
      fc.property(
        story,
        fc.array(share, { minLength: 1, maxLength: 4 }),
        fc.nat(),
        (of, shares, seed) => {
          const input = givenPlanInput(of);
          const plan = planDemands(input);
          const firm = plan.newSupplies
            .filter((_, at) => (seed + at) % 3 === 0)
            .map((row) => row.id);
          let stored = storedPlan(input, plan, firm);
          for (const { demandAt, part } of shares) {
            const row = stored.demands[demandAt % input.demands.length];
            if (!row) continue;
            const wanted = exactFromInteger(part);
            const reductions = new Map([[row.id, wanted < row.quantity ? wanted : row.quantity]]);
            const after = afterRelease(stored, planRelease({ ...stored, reductions }));

            expectFiguresToHold(after);
            after.supplies.forEach((supply, at) => {
              const before = stored.supplies[at]?.quantity ?? ZERO;
              expect(supply.firm ? supply.quantity === before : supply.quantity <= before).toBe(
                true,
              );
            });
            stored = after;
          }
        },
      ),
    );
  });
});
