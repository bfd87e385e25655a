import type {
  Allocation as AllocationAnswer,
  financeContract,
  InputOf,
} from "@quanlian/shared/contract";
import { cents, negateCents } from "@quanlian/shared/domain";
import { may, type Ctx } from "../../kernel/access";
import { insertRow, insertRows, transact, type Tx } from "../../kernel/db";
import { Faults, refuse } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { prefixes, takeNumber } from "../../kernel/numbering";
import { findNamedParty } from "../../masters/parties";
import { checkLines } from "./allocate.rules";
import { findAllocation } from "./allocation.queries";
import { allocationReversed, itemsAllocated, type AllocatedLine } from "./finance.events";
import { Allocation, AllocationLine } from "./finance.model";
import { readItems } from "./open-items";
import { lockPartyBalance } from "./party-balance";

/** No item settles the line: it is written off. */
const NO_ITEM: Id = "0";

/**
 * Settles open items of one party with its credits, or receivables with payables (offset); small rests may be written
 * off by whoever may, with a reason. Nothing is settled beyond what is open of it: that is decided under the lock of the
 * party's balance, which every change of an open amount takes.
 */
export function allocate(
  ctx: Ctx,
  input: InputOf<(typeof financeContract)["allocations.allocate"]>,
): Promise<AllocationAnswer> {
  return transact(ctx, async (tx) => {
    const party = await findNamedParty(tx, "allocations.allocate", input.partyId);
    if (!party) refuse("reference.not_found", { field: "partyId" });
    await lockPartyBalance(tx.books, party.id);
    const named = input.lines.flatMap(({ fromItemId, toItemId }) =>
      fromItemId === undefined ? [toItemId] : [fromItemId, toItemId],
    );
    const items = await readItems(tx, party.id, named);
    const faults = new Faults(tx.language);
    const allowed = may(tx.actor, "allocations.writeOff");
    checkLines(faults, items, input.lines, { allowed, reason: input.reason });
    faults.refuse();

    const lines = input.lines.map(({ fromItemId, toItemId, amountCents }): AllocatedLine => ({
      lineId: tx.newId(),
      fromItemId: fromItemId ?? null,
      toItemId,
      amountCents: cents(amountCents),
    }));
    const allocationId = await writeAllocation(tx, party, lines, input.reason, null);
    await tx.emit(itemsAllocated, { allocationId, partyId: party.id, lines });
    return findAllocation(tx, "allocations.allocate", allocationId);
  });
}

/** Takes an allocation back by another that names it: what it settled is open again, and both stay readable. */
export function reverseAllocation(
  ctx: Ctx,
  { allocationId, reason }: InputOf<(typeof financeContract)["allocations.reverse"]>,
): Promise<AllocationAnswer> {
  return transact(ctx, async (tx) => {
    const { partyId } = await findAllocation(tx, "allocations.reverse", allocationId);
    await lockPartyBalance(tx.books, partyId);
    const former = await findAllocation(tx, "allocations.reverse", allocationId);
    if (former.reversesId !== null) refuse("allocation.is_reversal");
    if (former.reversedById !== null) refuse("allocation.reversed");

    const keeper = await readKeeper(tx, allocationId);
    const lines = former.lines.map(({ fromItemId, toItemId, amountCents }): AllocatedLine => ({
      lineId: tx.newId(),
      fromItemId,
      toItemId,
      amountCents: negateCents(cents(amountCents)),
    }));
    const id = await writeAllocation(tx, { id: partyId, ...keeper }, lines, reason, allocationId);
    const fact = { allocationId: id, reversesId: allocationId, partyId, lines };
    await tx.emit(allocationReversed, fact);
    return findAllocation(tx, "allocations.reverse", id);
  });
}

interface Keeper {
  ownerId: Id | null;
  departmentId: Id | null;
}

async function readKeeper(tx: Tx, allocationId: Id): Promise<Keeper> {
  const row = await tx.row<Keeper>(
    `SELECT a.owner_id AS ownerId, a.department_id AS departmentId FROM allocations a
     WHERE a.tenant_id = :tenant AND a.id = :allocationId`,
    { allocationId },
  );
  return row!;
}

async function writeAllocation(
  tx: Tx,
  { id: partyId, ownerId, departmentId }: Keeper & { id: Id },
  lines: readonly AllocatedLine[],
  reason: string,
  reversesId: Id | null,
): Promise<Id> {
  const id = tx.newId();
  const number = await takeNumber(tx, prefixes.allocation);
  const keeper = { ownerId, departmentId };
  const head = { partyId, ...keeper, reversesId, reason, allocatedOn: tx.today };
  await insertRow(tx, Allocation, { id, number, ...head });
  await insertRows(
    tx,
    AllocationLine,
    lines.map(({ lineId, fromItemId, ...line }, i) => ({
      ...line,
      id: lineId,
      allocationId: id,
      partyId,
      lineNo: i + 1,
      fromItemId: fromItemId ?? NO_ITEM,
    })),
  );
  const about = { type: "allocation", id, number, customerId: partyId, supplierId: partyId };
  tx.record({
    ...about,
    ...keeper,
    before: null,
    after: { reversesId, lines: [...lines] },
    reason,
  });
  return id;
}
