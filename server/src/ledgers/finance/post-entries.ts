import { cents, negateCents, type Cents, type Day } from "@quanlian/shared/domain";
import { insertRows, insertStatement, type Tx } from "../../kernel/db";
import type { Id } from "../../kernel/ids";
import { PartyBalance, PartyEntry } from "./finance.model";
import type { Account, LockedBalance } from "./party-balance";

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
  /** The day of business; today unless told otherwise. */
  occurredOn?: Day;
}

/** What is posted to one party. */
export interface Posting {
  balance: LockedBalance;
  entry: NewEntry;
  cause: EntryCause;
}

const columnOf = {
  receivable: "receivableCents",
  payable: "payableCents",
  advance_received: "advanceReceivedCents",
  advance_paid: "advancePaidCents",
  committed: "committedCents",
} as const satisfies Record<Account, keyof LockedBalance>;

/** Posts entries to one party's locked balance: the entries in one statement, the new balance in another. */
export function postEntries(
  tx: Tx,
  balance: LockedBalance,
  cause: EntryCause,
  entries: readonly NewEntry[],
): Promise<void> {
  return postAll(
    tx,
    entries.map((entry) => ({ balance, entry, cause })),
  );
}

const BALANCES_AT_ONCE = 1_000;

/** The same to many parties at once, each balance locked before. */
export async function postAll(tx: Tx, postings: readonly Posting[]): Promise<void> {
  for (const { balance, entry } of postings) {
    const column = columnOf[entry.account];
    balance[column] = cents(balance[column] + entry.amountCents);
  }
  await insertRows(
    tx,
    PartyEntry,
    postings.map(({ balance, entry, cause }) => ({
      ...entry,
      ...cause,
      partyId: balance.partyId,
      reversesId: entry.reversesId ?? null,
      occurredOn: cause.occurredOn ?? tx.today,
    })),
  );
  const changed = [...new Set(postings.map(({ balance }) => balance))];
  for (let from = 0; from < changed.length; from += BALANCES_AT_ONCE) {
    const some = changed.slice(from, from + BALANCES_AT_ONCE);
    await tx.send(
      `${insertStatement(tx, PartyBalance, some)} ON DUPLICATE KEY UPDATE
       receivable_cents = VALUES(receivable_cents), payable_cents = VALUES(payable_cents),
       advance_received_cents = VALUES(advance_received_cents), advance_paid_cents = VALUES(advance_paid_cents),
       committed_cents = VALUES(committed_cents)`,
    );
  }
}

/** Takes back every entry that a document has posted and that nothing took back yet; each by one that names it. */
export async function reverseEntries(
  tx: Tx,
  balance: LockedBalance,
  cause: EntryCause,
): Promise<void> {
  const { sourceType, sourceId } = cause;
  const posted = await tx.rows<{
    id: Id;
    account: Account;
    amountCents: Cents;
    lineId: Id;
    effect: string;
  }>(
    `SELECT e.id, e.account, e.amount_cents AS amountCents, e.line_id AS lineId, e.effect FROM party_entries e
     WHERE e.tenant_id = :tenant AND e.source_type = :sourceType AND e.source_id = :sourceId
       AND e.party_id = :partyId AND e.reverses_id IS NULL ORDER BY e.id`,
    { sourceType, sourceId, partyId: balance.partyId },
  );
  await postEntries(
    tx,
    balance,
    cause,
    posted.map(({ id, account, amountCents, lineId, effect }) => ({
      account,
      amountCents: negateCents(amountCents),
      effect: `reverse_${effect}`,
      lineId,
      reversesId: id,
    })),
  );
}
