import { cents, negateCents, type Cents, type Day } from "@quanlian/shared/domain";
import { insertRows, updateRows, type Tx } from "../../kernel/db";
import { assert } from "../../kernel/errors";
import type { Ctx } from "../../kernel/access";
import { sortedIds, type Id } from "../../kernel/ids";
import { OpenItem } from "./finance.model";
import type { AllocatedLine, BroughtItem } from "./finance.events";
import { lockPartyBalance, lockPartyBalances, type Account } from "./party-balance";
import {
  postAll,
  postEntries,
  reverseEntries,
  type EntryCause,
  type NewEntry,
} from "./post-entries";

/** An open item as decisions read it. */
export interface HeldItem {
  id: Id;
  partyId: Id;
  side: "receivable" | "payable";
  direction: "charge" | "credit";
  number: string;
  state: "open" | "reversed";
  amountCents: Cents;
  openCents: Cents;
}

/** The account that an item stands on: charges on receivable or payable, credits on the advances. */
export function accountOf({ side, direction }: Pick<HeldItem, "side" | "direction">): Account {
  if (direction === "charge") return side;
  return side === "receivable" ? "advance_received" : "advance_paid";
}

/** Items of one party by id. Decisions on them hold only under the lock of the party's balance. */
export async function readItems(
  ctx: Ctx,
  partyId: Id,
  itemIds: readonly Id[],
): Promise<Map<Id, HeldItem>> {
  const rows = await ctx.rows<HeldItem>(
    `SELECT f.id, f.party_id AS partyId, f.side, f.direction, f.number, f.state, f.amount_cents AS amountCents,
       f.open_cents AS openCents
     FROM open_items f WHERE f.tenant_id = :tenant AND f.party_id = :partyId AND f.id IN :itemIds`,
    { partyId, itemIds: sortedIds(itemIds) },
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** Books documents as open, on a day of business, today unless told otherwise: an item and an entry each, and the balances of their parties. A fixed number of statements. */
export async function openItems(
  tx: Tx,
  source: { factId: Id; typeOf: string; occurredOn?: Day },
  items: readonly (BroughtItem & { sourceId: Id })[],
): Promise<void> {
  const balances = await lockPartyBalances(
    tx,
    items.map(({ partyId }) => partyId),
  );
  await insertRows(
    tx,
    OpenItem,
    items.map(({ itemId, ...item }) => ({
      ...item,
      id: itemId,
      state: "open" as const,
      openCents: item.amountCents,
      sourceType: source.typeOf,
      factId: source.factId,
    })),
  );
  await postAll(
    tx,
    items.map((item) => ({
      balance: balances.get(item.partyId)!,
      entry: {
        account: accountOf(item),
        amountCents: item.amountCents,
        effect: "open",
        lineId: item.itemId,
      },
      cause: {
        ...{ factId: source.factId, sourceType: source.typeOf, sourceId: item.sourceId },
        occurredOn: source.occurredOn ?? tx.today,
      },
    })),
  );
}

/**
 * Moves what lines settle (amounts above zero) from one item to the other: both are open by so much less, and so are
 * their accounts.
 */
export async function settleItems(
  tx: Tx,
  cause: EntryCause,
  partyId: Id,
  lines: readonly AllocatedLine[],
): Promise<void> {
  const balance = await lockPartyBalance(tx, partyId);
  const items = await changeOpen(tx, partyId, lines);
  const entries = lines.flatMap(({ lineId, fromItemId, toItemId, amountCents }): NewEntry[] => {
    const less = negateCents(amountCents);
    const entryOf = (itemId: Id, effect: string) => ({
      ...{ account: accountOf(items.get(itemId)!), amountCents: less, effect, lineId },
    });
    const to = entryOf(toItemId, fromItemId === null ? "write_off" : "settle_to");
    return fromItemId === null ? [to] : [entryOf(fromItemId, "settle_from"), to];
  });
  await postEntries(tx, balance, cause, entries);
}

/** Takes a settlement back: its lines (amounts below zero) open both items again. `cause` names what is taken back. */
export async function unsettleItems(
  tx: Tx,
  cause: EntryCause,
  partyId: Id,
  lines: readonly AllocatedLine[],
): Promise<void> {
  const balance = await lockPartyBalance(tx, partyId);
  await changeOpen(tx, partyId, lines);
  await reverseEntries(tx, balance, cause);
}

async function changeOpen(
  tx: Tx,
  partyId: Id,
  lines: readonly AllocatedLine[],
): Promise<Map<Id, HeldItem>> {
  const ids = lines.flatMap(({ fromItemId, toItemId }) => [fromItemId ?? [], toItemId].flat());
  const items = await readItems(tx, partyId, ids);
  for (const { fromItemId, toItemId, amountCents } of lines) {
    for (const id of [fromItemId, toItemId]) {
      if (id === null) continue;
      const item = items.get(id);
      assert(item, "an allocation names an item of another party");
      item.openCents = cents(item.openCents - amountCents);
      assert(
        item.openCents >= 0 && item.openCents <= item.amountCents,
        "an item is open by more than its amount or less than nothing",
      );
    }
  }
  await updateRows(tx, OpenItem, ["openCents"], [...items.values()]);
  return items;
}

/** Takes a document back that nothing settles: its item is closed and its entries are reversed. */
export async function closeItem(tx: Tx, cause: EntryCause, partyId: Id, itemId: Id): Promise<void> {
  const balance = await lockPartyBalance(tx, partyId);
  const closed = { id: itemId, state: "reversed" as const, openCents: cents(0) };
  await updateRows(tx, OpenItem, ["state", "openCents"], [closed]);
  await reverseEntries(tx, balance, cause);
}
