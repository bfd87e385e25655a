import { negateCents, type Cents } from "@quanlian/shared/domain";
import type { Tx } from "../../kernel/db";
import type { Id } from "../../kernel/ids";
import { lockPartyBalance } from "./party-balance";
import { postAll, postEntries, type EntryCause } from "./post-entries";

/** What was promised to a customer and not yet charged counts against his credit from now on. */
export async function commitToCustomer(
  tx: Tx,
  cause: EntryCause,
  customerId: Id,
  amountCents: Cents,
): Promise<void> {
  const balance = await lockPartyBalance(tx, customerId);
  const entry = {
    account: "committed",
    amountCents,
    effect: "commit",
    lineId: cause.sourceId,
  } as const;
  await postEntries(tx, balance, cause, [entry]);
}

/**
 * What is committed for a source becomes more or less, because what was promised did: one entry of the difference, none for
 * no difference.
 */
export async function changeCommitment(
  tx: Tx,
  cause: EntryCause,
  customerId: Id,
  differenceCents: Cents,
): Promise<void> {
  if (differenceCents === 0) return;
  const balance = await lockPartyBalance(tx, customerId);
  const entry = {
    account: "committed",
    amountCents: differenceCents,
    effect: "recommit",
    lineId: cause.sourceId,
  } as const;
  await postEntries(tx, balance, cause, [entry]);
}

/** The same for several documents of one customer at once, such as the orders of one delivery. */
export async function changeCommitments(
  tx: Tx,
  cause: Omit<EntryCause, "sourceId">,
  customerId: Id,
  changes: readonly { sourceId: Id; differenceCents: Cents }[],
): Promise<void> {
  const some = changes.filter(({ differenceCents }) => differenceCents !== 0);
  if (some.length === 0) return;
  const balance = await lockPartyBalance(tx, customerId);
  await postAll(
    tx,
    some.map(({ sourceId, differenceCents: amountCents }) => ({
      balance,
      entry: { account: "committed", amountCents, effect: "recommit", lineId: sourceId },
      cause: { ...cause, sourceId },
    })),
  );
}

/** Takes a commitment back with an entry of its own; the first one stays readable. */
export async function releaseCommitment(
  tx: Tx,
  cause: EntryCause,
  customerId: Id,
  amountCents: Cents,
): Promise<void> {
  const balance = await lockPartyBalance(tx, customerId);
  const committed = await tx.row<{ id: Id; amountCents: Cents }>(
    `SELECT e.id, e.amount_cents AS amountCents FROM party_entries e
     WHERE e.tenant_id = :tenant AND e.source_type = :sourceType AND e.source_id = :sourceId AND e.effect = 'commit'
     ORDER BY e.id DESC LIMIT 1`,
    { sourceType: cause.sourceType, sourceId: cause.sourceId },
  );
  await postEntries(tx, balance, cause, [
    {
      account: "committed",
      amountCents: negateCents(amountCents),
      effect: "release",
      lineId: cause.sourceId,
      // One that was changed since is taken back as it stands now, and reverses no single entry.
      reversesId: committed?.amountCents === amountCents ? committed.id : undefined,
    },
  ]);
}
