import { dayIn, type Day } from "@quanlian/shared/domain";
import type { Ctx } from "../../kernel/access";
import type { Id } from "../../kernel/ids";
import { planningPlant } from "../../masters/plant";
import { readPlan, type ReadDemand, type ReadPlan, type ReadSupply } from "./read-plan";
import { planDays } from "./schedule.rules";
import { whyDemandDate, whySupplyDate, type WhyDate } from "./why-date.rules";
import { whyDemandCover, whyDemandQuantity, whySupplyQuantity, type Why } from "./why.rules";

/** A demand with the sums that explain it. */
export interface DemandWhy {
  id: Id;
  parentSupplyId: Id | null;
  itemId: Id;
  quantity: Why;
  cover: Why;
  available: WhyDate | null;
}

/** A supply with the sums that explain it. */
export interface SupplyWhy {
  id: Id;
  kind: "make" | "buy" | "phantom";
  itemId: Id;
  state: string;
  firm: boolean;
  quantity: Why;
  due: WhyDate;
}

/**
 * Explains all that hangs below order lines, from the stored plan as it stands: every quantity and every day as a signed
 * sum that adds up exactly. A fixed number of statements.
 */
export async function explainPlan(
  ctx: Ctx,
  lineIds: readonly Id[],
): Promise<{ demands: DemandWhy[]; supplies: SupplyWhy[] }> {
  const plan = await readPlan(ctx, lineIds);
  const { calendar } = await planningPlant(ctx);
  const explainDemand = demandExplainer(ctx, plan);
  const explainSupply = supplyExplainer(
    plan,
    (plannedOn) => planDays(calendar, plannedOn),
    ctx.timeZone,
  );
  return { demands: plan.demands.map(explainDemand), supplies: plan.supplies.map(explainSupply) };
}

function demandExplainer(ctx: Ctx, plan: ReadPlan) {
  const supplies = new Map(plan.supplies.map((supply) => [supply.id, supply]));
  const pegs = groupBy(plan.pegs, (peg) => peg.demandId);
  return (demand: ReadDemand): DemandWhy => ({
    id: demand.id,
    parentSupplyId: demand.parentSupplyId,
    itemId: demand.itemId,
    quantity: whyDemandQuantity(demand),
    cover: whyDemandCover(
      demand,
      demand.reserved > 0n
        ? [{ itemId: demand.itemId, warehouseId: demand.warehouseId, quantity: demand.reserved }]
        : [],
      (pegs.get(demand.id) ?? []).map((peg) => ({
        ...peg,
        dueOn: supplies.get(peg.supplyId)!.dueOn,
      })),
    ),
    available: whyDemandDate(dayIn(demand.createdAt, ctx.timeZone), demand),
  });
}

function supplyExplainer(
  plan: ReadPlan,
  daysFrom: (day: Day) => ReturnType<typeof planDays>,
  timeZone: string,
) {
  const demands = new Map(
    [...plan.demands, ...plan.otherDemands].map((demand) => [demand.id, demand]),
  );
  const pegs = groupBy(plan.pegs, (peg) => peg.supplyId);
  return (supply: ReadSupply): SupplyWhy => ({
    id: supply.id,
    kind: supply.kind,
    itemId: supply.itemId,
    state: supply.state,
    firm: supply.firm,
    quantity: whySupplyQuantity(
      supply,
      (pegs.get(supply.id) ?? []).map((peg) => ({
        demand: demands.get(peg.demandId)!,
        quantity: peg.quantity,
      })),
    ),
    due: whySupplyDate(daysFrom(dayIn(supply.createdAt, timeZone)), {
      ...supply,
      leadDays: { fixedDays: supply.fixedDays, routingDays: supply.routingDays },
    }),
  });
}

function groupBy<T>(rows: readonly T[], key: (row: T) => Id): Map<Id, T[]> {
  const groups = new Map<Id, T[]>();
  for (const row of rows) {
    const own = groups.get(key(row));
    if (own) own.push(row);
    else groups.set(key(row), [row]);
  }
  return groups;
}
