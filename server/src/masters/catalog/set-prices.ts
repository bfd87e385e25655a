import type {
  InputOf,
  PriceList as PriceListAnswer,
  pricesContract,
} from "@quanlian/shared/contract";
import { exact, type Day } from "@quanlian/shared/domain";
import type { Ctx } from "../../kernel/access";
import { insertRows, loadForUpdate, transact, type Tx } from "../../kernel/db";
import { Faults } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { PriceList, PriceListLine } from "./price.model";
import { priceListPolicy } from "./price.policy";
import { presentPriceList } from "./price.present";
import { findPriceList, knownUnits, ownUnits } from "./price.queries";
import { checkPeriod } from "./save-price-list";

type Input<N extends keyof typeof pricesContract> = InputOf<(typeof pricesContract)[N]>;
type Line = Input<"priceLists.setPrices">["lines"][number];

/**
 * Sets the prices of the named items in a list: all breaks of an item together, so that none of before is left between
 * them. Documents keep the price that they were made with.
 */
export function setPrices(
  ctx: Ctx,
  { priceListId, revision, lines }: Input<"priceLists.setPrices">,
): Promise<PriceListAnswer> {
  return transact(ctx, async (tx) => {
    const list = await loadList(tx, "priceLists.setPrices", priceListId, revision);
    const rows = await checkLines(tx, lines);
    const itemIds = [...new Set(rows.map(({ itemId }) => itemId))];
    const before = await takeOut(tx, priceListId, itemIds);
    await insertRows(
      tx,
      PriceListLine,
      rows.map((row) => ({ ...row, priceListId })),
    );
    await list.saveRevision(tx);
    const about = { type: "priceList", id: list.id, number: list.code };
    tx.record({ ...about, before: { lines: before }, after: { lines: rows } });
    return presentPriceList(tx, await findPriceList(tx, priceListId));
  });
}

/** Takes the named items out of a list; that it has no price of one is no fault. */
export function clearPrices(
  ctx: Ctx,
  { priceListId, revision, itemIds }: Input<"priceLists.clearPrices">,
): Promise<PriceListAnswer> {
  return transact(ctx, async (tx) => {
    const list = await loadList(tx, "priceLists.clearPrices", priceListId, revision);
    const known = await ownUnits(tx, itemIds);
    const faults = new Faults(tx.language);
    itemIds.forEach((id, at) => {
      if (!known.has(id)) faults.unknown(["itemIds", at], id);
    });
    faults.refuse();
    const before = await takeOut(tx, priceListId, itemIds);
    if (before.length > 0) {
      await list.saveRevision(tx);
      const about = { type: "priceList", id: list.id, number: list.code };
      tx.record({ ...about, before: { lines: before }, after: { lines: [] } });
    }
    return presentPriceList(tx, await findPriceList(tx, priceListId));
  });
}

async function loadList(tx: Tx, permission: string, priceListId: Id, revision: number) {
  const list = await loadForUpdate(tx, PriceList, priceListPolicy, permission, priceListId);
  list.expectRevision(revision);
  return list;
}

/** The lines as rows, with the item's own unit and today where nothing else was typed; all faults at once. */
async function checkLines(tx: Tx, lines: readonly Line[]) {
  const faults = new Faults(tx.language);
  const own = await ownUnits(
    tx,
    lines.map(({ itemId }) => itemId),
  );
  const units = await knownUnits(
    tx,
    lines.flatMap(({ unitId }) => unitId ?? []),
  );
  const seen = new Set<string>();
  const rows = lines.map((line, at) => {
    const { itemId, unitId = own.get(itemId) ?? "0", minQuantity, unitPrice } = line;
    const { validFrom = tx.today, validTo } = line;
    if (!own.has(itemId)) faults.unknown(["lines", at, "itemId"], itemId);
    if (line.unitId !== undefined && !units.has(line.unitId))
      faults.unknown(["lines", at, "unitId"], line.unitId);
    checkPeriod(faults, { validFrom, validTo }, ["lines", at]);
    const key = [itemId, unitId, exact(minQuantity), validFrom].join(" ");
    if (seen.has(key)) faults.add(["lines", at, "minQuantity"], "issue.duplicate");
    seen.add(key);
    const period = { validFrom: validFrom as Day, validTo: validTo as Day | null };
    return { itemId, unitId, minQuantity, unitPrice, ...period };
  });
  faults.refuse();
  return rows;
}

/** What the list had for the items, which it has no more. */
async function takeOut(tx: Tx, priceListId: Id, itemIds: readonly Id[]): Promise<object[]> {
  const former = await tx.rows<object>(
    `SELECT l.item_id AS itemId, l.unit_id AS unitId, l.min_quantity AS minQuantity, l.unit_price AS unitPrice,
       l.valid_from AS validFrom, l.valid_to AS validTo
     FROM price_list_lines l
     WHERE l.tenant_id = :tenant AND l.price_list_id = :priceListId AND l.item_id IN :itemIds ORDER BY l.id`,
    { priceListId, itemIds },
  );
  if (former.length === 0) return former;
  await tx.write(
    `DELETE FROM price_list_lines
     WHERE tenant_id = :tenant AND price_list_id = :priceListId AND item_id IN :itemIds`,
    { priceListId, itemIds },
  );
  return former;
}
