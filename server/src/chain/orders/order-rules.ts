import type { InputOf, OrderRulesView, ordersContract } from "@quanlian/shared/contract";
import { exact, toDecimalText, type Cents, type Exact } from "@quanlian/shared/domain";
import type { Ctx } from "../../kernel/access";
import { cents, decimal, defineDocument, insertRow, nullable, transact } from "../../kernel/db";
import { refuse } from "../../kernel/errors";

/** When an order needs somebody's agreement. One row per tenant. */
export class OrderRules extends defineDocument("order_rules", {
  approveAboveCents: nullable(cents()),
  approveDiscountRate: nullable(decimal()),
  approveMarginRate: nullable(decimal()),
}) {}

/** The rules as decisions use them. Null: no such rule. */
export interface Rules {
  /** An order of more than this needs agreement. */
  aboveCents: Cents | null;
  /** So does a line that is cheaper than the price list by more than this: 0.1 is 10 %. */
  discountRate: Exact | null;
  /** And an order that leaves less than this of its amount without tax, at standard cost. */
  marginRate: Exact | null;
}

interface Row {
  id: string;
  approveAboveCents: Cents | null;
  approveDiscountRate: string | null;
  approveMarginRate: string | null;
  revision: number;
}

const readRow = (ctx: Ctx, locked = ""): Promise<Row | undefined> =>
  ctx.row<Row>(
    `SELECT r.id, r.approve_above_cents AS approveAboveCents,
       r.approve_discount_rate AS approveDiscountRate, r.approve_margin_rate AS approveMarginRate, r.revision
     FROM order_rules r WHERE r.tenant_id = :tenant ${locked}`,
  );

/** A tenant that has set none asks nobody. */
export async function readOrderRules(ctx: Ctx): Promise<Rules> {
  const row = await readRow(ctx);
  return {
    aboveCents: row?.approveAboveCents ?? null,
    discountRate: rateOf(row?.approveDiscountRate),
    marginRate: rateOf(row?.approveMarginRate),
  };
}

const rateOf = (text: string | null | undefined): Exact | null => (text ? exact(text) : null);

export async function showOrderRules(ctx: Ctx): Promise<OrderRulesView> {
  const row = await readRow(ctx);
  const plain = (text: string | null | undefined) => (text ? toDecimalText(exact(text)) : null);
  return {
    approveAboveCents: row?.approveAboveCents ?? null,
    approveDiscountRate: plain(row?.approveDiscountRate),
    approveMarginRate: plain(row?.approveMarginRate),
    revision: row?.revision ?? 0,
  };
}

/** Sets the tenant's rules. They hold for what is written from now on; a draft keeps what it was found to need. */
export function setOrderRules(
  ctx: Ctx,
  { revision, ...rules }: InputOf<(typeof ordersContract)["orders.setRules"]>,
): Promise<OrderRulesView> {
  return transact(ctx, async (tx) => {
    const row = await readRow(tx, "FOR UPDATE");
    if ((row?.revision ?? 0) !== revision) refuse("revision.stale", { expected: revision });
    const id = row?.id ?? tx.newId();
    if (!row)
      await insertRow(tx, OrderRules, {
        id,
        ...rules,
        approveAboveCents: rules.approveAboveCents as Cents | null,
      });
    else
      await tx.write(
        `UPDATE order_rules SET approve_above_cents = :approveAboveCents,
           approve_discount_rate = :approveDiscountRate, approve_margin_rate = :approveMarginRate,
           revision = revision + 1, updated_at = :now
         WHERE tenant_id = :tenant`,
        { ...rules, now: tx.now },
      );
    const before = row ? { ...row } : null;
    tx.record({ type: "order_rules", id, before, after: rules });
    return showOrderRules(tx);
  });
}
