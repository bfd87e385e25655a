import type { CashMovement as CashAnswer } from "@quanlian/shared/contract";
import type { Cents } from "@quanlian/shared/domain";
import { may, rowPredicate, type Ctx } from "../../kernel/access";
import { assert, refuseNotFound } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { paymentPolicy, receiptPolicy } from "./finance.policy";

/** A receipt or payment within what the actor may see under the permission, as the contract shows it. */
export async function findCashMovement(
  ctx: Ctx,
  kind: "receipt" | "payment",
  permission: string,
  cashMovementId: Id,
): Promise<CashAnswer> {
  const policy = kind === "receipt" ? receiptPolicy : paymentPolicy;
  const found = await ctx.row<Omit<CashAnswer, "actions">>(
    `SELECT c.id, c.number, c.kind, c.state, c.party_id AS partyId, p.name AS partyName, c.method,
       c.amount_cents AS amountCents, f.open_cents AS openCents, f.id AS openItemId, c.moved_on AS movedOn, c.reference,
       c.note, c.reverse_reason AS reverseReason, c.revision
     FROM cash_movements c
       JOIN parties p ON p.tenant_id = :tenant AND p.id = c.party_id
       JOIN open_items f ON f.tenant_id = :tenant AND f.source_type = 'cash_movement' AND f.source_id = c.id
     WHERE c.tenant_id = :tenant AND c.id = :cashMovementId AND c.kind = :kind
       AND ${rowPredicate(ctx.actor, policy, permission, "c")}`,
    { cashMovementId, kind },
  );
  if (!found) refuseNotFound(kind);
  const reverse = `${kind}s.reverse`;
  const untouched = found.state === "posted" && found.openCents === found.amountCents;
  return { ...found, actions: untouched && may(ctx.actor, reverse) ? [reverse] : [] };
}

/** What allocations use of a receipt or payment; right under the lock of the party's balance. */
export async function itemOf(
  ctx: Ctx,
  cashMovementId: Id,
): Promise<{ id: Id; amountCents: Cents; openCents: Cents }> {
  const item = await ctx.row<{ id: Id; amountCents: Cents; openCents: Cents }>(
    `SELECT f.id, f.amount_cents AS amountCents, f.open_cents AS openCents FROM open_items f
     WHERE f.tenant_id = :tenant AND f.source_type = 'cash_movement' AND f.source_id = :cashMovementId`,
    { cashMovementId },
  );
  assert(item, "a receipt or payment without its open item");
  return item;
}
