import type { catalogContract, InputOf, ItemUnits } from "@quanlian/shared/contract";
import { may, type Ctx } from "../../kernel/access";
import { insertRow, loadForUpdate, transact, type Tx } from "../../kernel/db";
import { Faults, refuseNotFound } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { itemPolicy } from "./catalog.policy";
import { Item, ItemUnit } from "./item.model";
import { decimalText } from "./item.present";
import { exists } from "./item.queries";

/** The units in which an item is counted beside its own, by code. */
export async function listItemUnits(ctx: Ctx, { itemId }: { itemId: Id }): Promise<ItemUnits> {
  const item = await ctx.row<BaseRow>(
    `SELECT i.revision, u.id, u.code, u.name, u.places
     FROM items i JOIN units u ON u.tenant_id = :tenant AND u.id = i.unit_id
     WHERE i.tenant_id = :tenant AND i.id = :itemId`,
    { itemId },
  );
  if (!item) refuseNotFound("item");
  const rows = await ctx.rows<ItemUnits["rows"][number]>(
    `SELECT u.id, u.code, u.name, u.places, x.factor
     FROM item_units x JOIN units u ON u.tenant_id = :tenant AND u.id = x.unit_id
     WHERE x.tenant_id = :tenant AND x.item_id = :itemId ORDER BY u.code LIMIT 1000`,
    { itemId },
  );
  const { revision, ...baseUnit } = item;
  return {
    itemId,
    revision,
    baseUnit,
    rows: rows.map((row) => ({ ...row, factor: decimalText(row.factor) })),
    actions: ["itemUnits.set", "itemUnits.remove"].filter((name) => may(ctx.actor, name)),
  };
}

interface BaseRow {
  revision: number;
  id: Id;
  code: string;
  name: string;
  places: number;
}

type Set = InputOf<(typeof catalogContract)["itemUnits.set"]>;

/**
 * Says how many of its own unit one of another unit of an item is. What was entered in the unit before keeps the factor
 * that it was entered with.
 */
export function setItemUnit(ctx: Ctx, input: Set): Promise<ItemUnits> {
  return transact(ctx, async (tx) => {
    const { itemId, revision, unitId, factor } = input;
    const item = await loadForUpdate(tx, Item, itemPolicy, "itemUnits.set", itemId);
    item.expectRevision(revision);
    const faults = new Faults(tx.language);
    const sql = "SELECT u.id FROM units u WHERE u.tenant_id = :tenant AND u.id = :unitId";
    if (!(await exists(tx, sql, { unitId }))) faults.unknown(["unitId"], unitId);
    else if (item.unitId === unitId) faults.add(["unitId"], "issue.unit_is_base");
    faults.refuse();

    const former = await factorOf(tx, itemId, unitId);
    if (former === null) {
      await insertRow(tx, ItemUnit, { itemId, unitId, factor });
    } else {
      await tx.write(
        `UPDATE item_units x SET x.factor = :factor
         WHERE x.tenant_id = :tenant AND x.item_id = :itemId AND x.unit_id = :unitId`,
        { itemId, unitId, factor },
      );
    }
    return saveItem(tx, item, { unitId, factor: former }, { unitId, factor });
  });
}

/** Takes a unit from an item. What was entered in it stays: lines keep the factor beside the quantity. */
export function removeItemUnit(
  ctx: Ctx,
  input: InputOf<(typeof catalogContract)["itemUnits.remove"]>,
): Promise<ItemUnits> {
  return transact(ctx, async (tx) => {
    const { itemId, revision, unitId } = input;
    const item = await loadForUpdate(tx, Item, itemPolicy, "itemUnits.remove", itemId);
    item.expectRevision(revision);
    const factor = await factorOf(tx, itemId, unitId);
    if (factor === null) refuseNotFound("item_unit");
    await tx.write(
      "DELETE FROM item_units WHERE tenant_id = :tenant AND item_id = :itemId AND unit_id = :unitId",
      { itemId, unitId },
    );
    return saveItem(tx, item, { unitId, factor }, { unitId, factor: null });
  });
}

async function factorOf(tx: Tx, itemId: Id, unitId: Id): Promise<string | null> {
  const row = await tx.row<{ factor: string }>(
    `SELECT x.factor FROM item_units x
     WHERE x.tenant_id = :tenant AND x.item_id = :itemId AND x.unit_id = :unitId`,
    { itemId, unitId },
  );
  return row ? decimalText(row.factor) : null;
}

/** An item's units are part of it: whoever has read the former ones must read again. */
async function saveItem(
  tx: Tx,
  item: Item,
  before: Record<string, unknown>,
  after: Record<string, unknown>,
): Promise<ItemUnits> {
  item.changed("updatedAt", true);
  await item.saveRevision(tx);
  tx.record({ type: "item", id: item.id, number: item.code, before, after });
  return listItemUnits(tx, { itemId: item.id });
}
