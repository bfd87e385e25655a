import type { Allocation as AllocationAnswer } from "@quanlian/shared/contract";
import type { Cents, Day } from "@quanlian/shared/domain";
import { may, rowPredicate, type Ctx } from "../../kernel/access";
import { refuseNotFound } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { allocationPolicy } from "./finance.policy";

interface Head {
  id: Id;
  number: string;
  partyId: Id;
  partyName: string;
  allocatedOn: Day;
  reason: string;
  reversesId: Id | null;
  reversedById: Id | null;
}

/** An allocation within what the actor may see under the permission, as the contract shows it. */
export async function findAllocation(
  ctx: Ctx,
  permission: string,
  allocationId: Id,
): Promise<AllocationAnswer> {
  const head = await ctx.row<Head>(
    `SELECT a.id, a.number, a.party_id AS partyId, p.name AS partyName, a.allocated_on AS allocatedOn, a.reason,
       a.reverses_id AS reversesId, r.id AS reversedById
     FROM allocations a
       JOIN parties p ON p.tenant_id = :tenant AND p.id = a.party_id
       LEFT JOIN allocations r ON r.tenant_id = :tenant AND r.reverses_id = a.id
     WHERE a.tenant_id = :tenant AND a.id = :allocationId
       AND ${rowPredicate(ctx.actor, allocationPolicy, permission, "a")}`,
    { allocationId },
  );
  if (!head) refuseNotFound("allocation");
  const reversible = head.reversesId === null && head.reversedById === null;
  return {
    ...head,
    lines: await readLines(ctx, allocationId),
    actions: reversible && may(ctx.actor, "allocations.reverse") ? ["allocations.reverse"] : [],
  };
}

async function readLines(ctx: Ctx, allocationId: Id): Promise<AllocationAnswer["lines"]> {
  return ctx.rows<AllocationAnswer["lines"][number] & { amountCents: Cents }>(
    `SELECT l.line_no AS lineNo, NULLIF(l.from_item_id, 0) AS fromItemId, f.number AS fromNumber,
       l.to_item_id AS toItemId, t.number AS toNumber, l.amount_cents AS amountCents
     FROM allocation_lines l
       LEFT JOIN open_items f ON f.tenant_id = :tenant AND f.id = l.from_item_id
       JOIN open_items t ON t.tenant_id = :tenant AND t.id = l.to_item_id
     WHERE l.tenant_id = :tenant AND l.allocation_id = :allocationId ORDER BY l.line_no`,
    { allocationId },
  );
}
