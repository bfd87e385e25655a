import type { Genealogy, GenealogyStep } from "@quanlian/shared/contract";
import { purchaseOrderPolicy } from "../../chain/purchases";
import { rowPredicate, type Ctx } from "../../kernel/access";
import type { Id } from "../../kernel/ids";
import { findDeliveries, findRoot, plainly, seesAll, type Moved } from "./reached-lots";
import { BACKWARD, DEEPEST, FORWARD, MOST_ROWS, receiptsText, STEPS } from "./trace.sql";

const NAME = "genealogy.show";

/** A lot both ways, over every level that was made. Five statements, however much there is. */
export async function showGenealogy(ctx: Ctx, lotId: Id): Promise<Genealogy> {
  const root = await findRoot(ctx, lotId);
  const forward = await findSteps(ctx, FORWARD, lotId);
  const backward = await findSteps(ctx, BACKWARD, lotId);
  const deliveries = await findDeliveries(ctx, NAME, lotId);
  const receipts = await findReceipts(ctx, lotId);
  const parts = [forward, backward, deliveries, receipts];
  const isDeep = [...forward, ...backward].some(({ depth }) => depth >= DEEPEST);
  return {
    ...root,
    complete: seesAll(ctx, NAME),
    truncated: isDeep || parts.some(({ length }) => length > MOST_ROWS),
    forward: forward.slice(0, MOST_ROWS),
    backward: backward.slice(0, MOST_ROWS),
    receipts: receipts.slice(0, MOST_ROWS),
    deliveries: deliveries.slice(0, MOST_ROWS),
  };
}

async function findSteps(ctx: Ctx, traced: string, lotId: Id): Promise<GenealogyStep[]> {
  const rows = await ctx.rows<GenealogyStep>(`${traced} ${STEPS}`, { lotId });
  return rows.map((row) => ({ ...row, depth: Number(row.depth) }));
}

async function findReceipts(ctx: Ctx, lotId: Id) {
  const rule = rowPredicate(ctx.actor, purchaseOrderPolicy, NAME, "g");
  const rows = await ctx.rows<Genealogy["receipts"][number] & Moved>(receiptsText(rule), { lotId });
  return rows.map(plainly);
}
