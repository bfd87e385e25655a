import { cents, type Cents } from "@quanlian/shared/domain";
import { commitAside, insertStatement, literal, type Tx } from "../../kernel/db";
import { sortedIds, type Id } from "../../kernel/ids";
import { PartyBalance } from "./finance.model";

export type Account = "receivable" | "payable" | "advance_received" | "advance_paid" | "committed";

/** The locked state of one party's accounts. */
export interface LockedBalance {
  partyId: Id;
  receivableCents: Cents;
  payableCents: Cents;
  advanceReceivedCents: Cents;
  advancePaidCents: Cents;
  committedCents: Cents;
}

const ATTEMPTS = 5;

/**
 * The balances that each running transaction has locked. What one of them holds changes by `postEntries` alone, which
 * keeps it up to date; a transaction that is tried again is another one and locks anew.
 */
const locked = new WeakMap<Tx["transaction"], Map<Id, LockedBalance>>();

/**
 * Locks one party's balance: step (2) of the lock order, before any item's stock. A balance that does not exist yet is
 * created on a side connection, which commits at once. Who asks again in the same transaction gets what is locked already.
 */
export async function lockPartyBalance(tx: Tx, partyId: Id): Promise<LockedBalance> {
  const own = locked.get(tx.transaction) ?? new Map<Id, LockedBalance>();
  locked.set(tx.transaction, own);
  const held = own.get(partyId) ?? (await lockAnew(tx, partyId));
  own.set(partyId, held);
  return held;
}

/**
 * Locks the balances of many parties at once, ascending: for moving in, where the parties may have been made in this very
 * transaction. Missing rows are therefore created inside it; two such runs that cross each other are tried again.
 */
export async function lockPartyBalances(
  tx: Tx,
  partyIds: readonly Id[],
): Promise<Map<Id, LockedBalance>> {
  const own = locked.get(tx.transaction) ?? new Map<Id, LockedBalance>();
  locked.set(tx.transaction, own);
  const wanted = sortedIds(partyIds).filter((partyId) => !own.has(partyId));
  for (let from = 0; from < wanted.length; from += PARTIES_AT_ONCE) {
    const some = wanted.slice(from, from + PARTIES_AT_ONCE);
    const empty = some.map((partyId) => ({ partyId, ...NOTHING }));
    await tx.send(
      `${insertStatement(tx, PartyBalance, empty)} ON DUPLICATE KEY UPDATE committed_cents = committed_cents`,
    );
    const rows = await tx.rows<LockedBalance>(
      `${BALANCE} WHERE b.tenant_id = :tenant AND b.party_id IN :partyIds ORDER BY b.party_id FOR UPDATE`,
      { partyIds: some },
    );
    for (const row of rows) own.set(row.partyId, row);
  }
  return own;
}

const PARTIES_AT_ONCE = 500;
const ZERO_CENTS = cents(0);
const NOTHING = {
  receivableCents: ZERO_CENTS,
  payableCents: ZERO_CENTS,
  advanceReceivedCents: ZERO_CENTS,
  advancePaidCents: ZERO_CENTS,
  committedCents: ZERO_CENTS,
};

const BALANCE = `
  SELECT b.party_id AS partyId, b.receivable_cents AS receivableCents, b.payable_cents AS payableCents,
    b.advance_received_cents AS advanceReceivedCents, b.advance_paid_cents AS advancePaidCents,
    b.committed_cents AS committedCents
  FROM party_balances b`;

async function lockAnew(tx: Tx, partyId: Id): Promise<LockedBalance> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const found = await lockRow(tx, partyId);
    if (found) return found;
    await createRow(tx, partyId);
  }
  throw new Error("A party balance that was just created is gone");
}

function lockRow(tx: Tx, partyId: Id): Promise<LockedBalance | undefined> {
  return tx.row<LockedBalance>(
    `${BALANCE} WHERE b.tenant_id = :tenant AND b.party_id = :partyId FOR UPDATE`,
    { partyId },
  );
}

function createRow(tx: Tx, partyId: Id): Promise<void> {
  const key = `${literal(tx.tenantId, true)}, ${literal(partyId, true)}`;
  const sql = `INSERT INTO party_balances (tenant_id, party_id, receivable_cents, payable_cents, advance_received_cents,
    advance_paid_cents, committed_cents) VALUES (${key}, 0, 0, 0, 0, 0)
    ON DUPLICATE KEY UPDATE committed_cents = committed_cents`;
  return commitAside(tx, sql);
}

/** What a customer already has of our trust: receivable + committed − advances received. */
export const exposureOf = (balance: LockedBalance): Cents =>
  cents(balance.receivableCents + balance.committedCents - balance.advanceReceivedCents);
