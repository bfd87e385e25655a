import type { InputOf, PurchaseRulesView, purchaseOrdersContract } from "@quanlian/shared/contract";
import { exact, toDecimalText, type Cents, type Exact } from "@quanlian/shared/domain";
import type { Ctx } from "../../kernel/access";
import { cents, decimal, defineDocument, insertRow, nullable, transact } from "../../kernel/db";
import { refuse } from "../../kernel/errors";

/** When a purchase order needs somebody's agreement. One row per tenant. */
export class PurchaseRules extends defineDocument("purchase_rules", {
  approveAboveCents: nullable(cents()),
  approveIncreaseRate: nullable(decimal()),
}) {}

/** The rules as decisions use them. Null: no such rule. */
export interface Rules {
  /** An order of more than this, with tax, needs agreement. */
  aboveCents: Cents | null;
  /** So does a line that is dearer than the supplier's price list by more than this: 0.1 is 10 %. */
  increaseRate: Exact | null;
}

interface Row {
  id: string;
  approveAboveCents: Cents | null;
  approveIncreaseRate: string | null;
  revision: number;
}

const readRow = (ctx: Ctx, locked = ""): Promise<Row | undefined> =>
  ctx.row<Row>(
    `SELECT r.id, r.approve_above_cents AS approveAboveCents, r.approve_increase_rate AS approveIncreaseRate, r.revision
     FROM purchase_rules r WHERE r.tenant_id = :tenant ${locked}`,
  );

/** A tenant that has set none asks nobody. */
export async function readPurchaseRules(ctx: Ctx): Promise<Rules> {
  const row = await readRow(ctx);
  const { approveAboveCents = null, approveIncreaseRate = null } = row ?? {};
  return {
    aboveCents: approveAboveCents,
    increaseRate: approveIncreaseRate === null ? null : exact(approveIncreaseRate),
  };
}

export async function showPurchaseRules(ctx: Ctx): Promise<PurchaseRulesView> {
  const { aboveCents, increaseRate } = await readPurchaseRules(ctx);
  return {
    approveAboveCents: aboveCents,
    approveIncreaseRate: increaseRate === null ? null : toDecimalText(increaseRate),
    revision: (await readRow(ctx))?.revision ?? 0,
  };
}

/** Sets the tenant's rules. They hold for whatever is given to a supplier, or agreed to, from now on. */
export function setPurchaseRules(
  ctx: Ctx,
  { revision, ...rules }: InputOf<(typeof purchaseOrdersContract)["purchaseOrders.setRules"]>,
): Promise<PurchaseRulesView> {
  return transact(ctx, async (tx) => {
    const row = await readRow(tx, "FOR UPDATE");
    if ((row?.revision ?? 0) !== revision) refuse("revision.stale", { expected: revision });
    const id = row?.id ?? tx.newId();
    const approveAboveCents = rules.approveAboveCents as Cents | null;
    if (!row) await insertRow(tx, PurchaseRules, { id, ...rules, approveAboveCents });
    else
      await tx.write(
        `UPDATE purchase_rules SET approve_above_cents = :approveAboveCents,
           approve_increase_rate = :approveIncreaseRate, revision = revision + 1, updated_at = :now
         WHERE tenant_id = :tenant`,
        { ...rules, now: tx.now },
      );
    tx.record({ type: "purchase_rules", id, before: row ? { ...row } : null, after: rules });
    return showPurchaseRules(tx);
  });
}
