import type { Recall } from "@quanlian/shared/contract";
import { exact } from "@quanlian/shared/domain";
import type { Ctx } from "../../kernel/access";
import type { Id } from "../../kernel/ids";
import { findDeliveries, findRoot, plainly, seesAll } from "./reached-lots";
import { DEEPEST, MOST_ROWS, STILL_HERE } from "./trace.sql";

const NAME = "genealogy.recall";

type Here = Recall["stillHere"][number] & { deepest: number };

/** Whom a recall must reach and what can still be held back here. Three statements, however much there is. */
export async function recallLot(ctx: Ctx, lotId: Id): Promise<Recall> {
  const root = await findRoot(ctx, lotId);
  const deliveries = await findDeliveries(ctx, NAME, lotId);
  const reached = await ctx.rows<Here & { quantity: string | null }>(STILL_HERE, { lotId });
  const here = reached
    .map(({ deepest: _, ...lot }) => plainly({ ...lot, quantity: lot.quantity ?? "0" }))
    .filter(({ quantity }) => exact(quantity) > 0n);
  return {
    ...root,
    complete: seesAll(ctx, NAME),
    truncated:
      deliveries.length > MOST_ROWS ||
      reached.length > MOST_ROWS ||
      reached.some(({ deepest }) => Number(deepest) >= DEEPEST),
    deliveries: deliveries.slice(0, MOST_ROWS),
    stillHere: here.slice(0, MOST_ROWS),
  };
}
