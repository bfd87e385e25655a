import { cents, type Cents } from "@quanlian/shared/domain";
import { commitAside, insertRows, insertStatement, literal, type Tx } from "../../kernel/db";
import type { Id } from "../../kernel/ids";
import { PartyBalance, PartyEntry } from "./finance.model";

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
    `SELECT b.party_id AS partyId, b.receivable_cents AS receivableCents, b.payable_cents AS payableCents,
            b.advance_received_cents AS advanceReceivedCents, b.advance_paid_cents AS advancePaidCents,
            b.committed_cents AS committedCents
     FROM party_balances b WHERE b.tenant_id = :tenant AND b.party_id = :partyId FOR UPDATE`,
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

export interface NewEntry {
  account: Account;
  amountCents: Cents;
  effect: string;
  lineId: Id;
  reversesId?: Id;
}

export interface EntryCause {
  factId: Id;
  sourceType: string;
  sourceId: Id;
}

const columnOf = {
  receivable: "receivableCents",
  payable: "payableCents",
  advance_received: "advanceReceivedCents",
  advance_paid: "advancePaidCents",
  committed: "committedCents",
} as const satisfies Record<Account, keyof LockedBalance>;

/** Posts entries to one party's locked balance: the entries in one statement, the new balance in another. */
export async function postEntries(
  tx: Tx,
  balance: LockedBalance,
  cause: EntryCause,
  entries: readonly NewEntry[],
): Promise<void> {
  for (const { account, amountCents } of entries) {
    balance[columnOf[account]] = cents(balance[columnOf[account]] + amountCents);
  }
  await insertRows(
    tx,
    PartyEntry,
    entries.map((entry) => ({
      ...entry,
      ...cause,
      partyId: balance.partyId,
      reversesId: entry.reversesId ?? null,
      occurredOn: tx.today,
    })),
  );
  await tx.send(
    `${insertStatement(tx, PartyBalance, [balance])} ON DUPLICATE KEY UPDATE
     receivable_cents = VALUES(receivable_cents), payable_cents = VALUES(payable_cents),
     advance_received_cents = VALUES(advance_received_cents), advance_paid_cents = VALUES(advance_paid_cents),
     committed_cents = VALUES(committed_cents)`,
  );
}
