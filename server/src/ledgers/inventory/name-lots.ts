import type { Issue, NamedLot } from "@quanlian/shared/contract";
import type { Day } from "@quanlian/shared/domain";
import type { Ctx } from "../../kernel/access";
import { insertStatement, type Tx } from "../../kernel/db";
import type { Faults } from "../../kernel/errors";
import { compareIds, sortedIds, type Id } from "../../kernel/ids";
import { StockLot } from "./inventory.model";

/** A lot that one line of an input names. */
export interface LotName {
  path: Issue["path"];
  /** Where its number stands below that, if not in a lot of its own. */
  field?: string;
  itemId: Id;
  lot: NamedLot;
  /** Goods come in: a lot that is not known yet is created. */
  mayCreate: boolean;
}

interface KnownLot {
  id: Id;
  itemId: Id;
  number: string;
  madeOn: Day | null;
  expiresOn: Day | null;
  supplierLot: string | null;
}

/** Numbers are compared as the database does: without regard to case. */
export const lotKey = (itemId: Id, number: string) => `${itemId}:${number.toLowerCase()}`;

/**
 * Finds lots by item and number, and creates those that are new where goods come in. Notes unknown numbers, and days that
 * contradict what the lot is registered with. Called before item stocks are locked: two transactions may create the same
 * lot, and the second one then waits for the first.
 */
export async function nameLots(
  tx: Tx,
  faults: Faults,
  names: readonly LotName[],
): Promise<ReadonlyMap<string, Id>> {
  if (names.length === 0) return new Map();
  let known = await readLots(tx, names);
  for (const name of names) checkLot(faults, name, known.get(lotKey(name.itemId, name.lot.number)));
  const missing = names.filter(({ itemId, lot }) => !known.has(lotKey(itemId, lot.number)));
  if (missing.length > 0 && !faults.any) {
    await createLots(tx, missing);
    known = await readLots(tx, names);
  }
  return new Map([...known].map(([key, lot]) => [key, lot.id]));
}

const OPTIONAL = ["madeOn", "expiresOn", "supplierLot"] as const;

function checkLot(
  faults: Faults,
  { path, field = "number", lot, mayCreate }: LotName,
  known: KnownLot | undefined,
) {
  const { number } = lot;
  if (!known) {
    if (!mayCreate) faults.add([...path, field], "issue.lot_new", { number });
    return;
  }
  for (const each of OPTIONAL) {
    const [given, held] = [lot[each], known[each]];
    if (given !== undefined && held !== null && given !== held)
      faults.add([...path, each], "issue.lot_differs", { number, value: held });
  }
}

async function readLots(ctx: Ctx, names: readonly LotName[]): Promise<Map<string, KnownLot>> {
  const rows = await ctx.rows<KnownLot>(
    `SELECT l.id, l.item_id AS itemId, l.number, l.made_on AS madeOn, l.expires_on AS expiresOn, l.supplier_lot AS supplierLot
     FROM stock_lots l WHERE l.tenant_id = :tenant AND l.item_id IN :itemIds AND l.number IN :numbers`,
    {
      itemIds: sortedIds(names.map((name) => name.itemId)),
      numbers: [...new Set(names.map((name) => name.lot.number))],
    },
  );
  return new Map(rows.map((row) => [lotKey(row.itemId, row.number), row]));
}

/** In one order, so that two transactions with the same new lots do not wait for each other in a ring. */
async function createLots(tx: Tx, missing: readonly LotName[]): Promise<void> {
  const byKey = new Map(missing.map((name) => [lotKey(name.itemId, name.lot.number), name]));
  const rows = [...byKey.values()]
    .sort((a, b) => compareIds(a.itemId, b.itemId) || (a.lot.number < b.lot.number ? -1 : 1))
    .map(({ itemId, lot }) => ({
      id: tx.newId(),
      itemId,
      number: lot.number,
      madeOn: lot.madeOn ?? null,
      receivedOn: tx.today,
      expiresOn: lot.expiresOn ?? null,
      supplierLot: lot.supplierLot ?? null,
    }));
  await tx.send(
    `${insertStatement(tx, StockLot, rows)} ON DUPLICATE KEY UPDATE number = stock_lots.number`,
  );
}
