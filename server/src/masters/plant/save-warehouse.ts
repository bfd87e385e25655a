import type {
  InputOf,
  plantContract,
  Warehouse as WarehouseAnswer,
} from "@quanlian/shared/contract";
import type { Ctx } from "../../kernel/access";
import {
  assignNamed,
  insertRow,
  loadForUpdate,
  refusingDuplicates,
  saveChanges,
  transact,
  type Tx,
} from "../../kernel/db";
import { Faults, refuse } from "../../kernel/errors";
import { Warehouse } from "./plant.model";
import { warehousePolicy } from "./plant.policy";
import { exists, findWarehouse } from "./plant.queries";

const KEYS = { uq_warehouses_code: "code", uq_warehouses_default: "isDefault" };

/** Adds a warehouse. The first one is the default; a new default takes the place of the former. */
export function createWarehouse(
  ctx: Ctx,
  input: InputOf<(typeof plantContract)["warehouses.create"]>,
): Promise<WarehouseAnswer> {
  return transact(ctx, async (tx) => {
    const faults = new Faults(tx.language);
    const sql = "SELECT w.id FROM warehouses w WHERE w.tenant_id = :tenant AND w.code = :code";
    if (await exists(tx, sql, { code: input.code })) faults.taken(["code"], input.code);
    faults.refuse();

    const isDefault = input.isDefault === true || !(await hasDefault(tx));
    if (isDefault) await stepBack(tx);
    const id = tx.newId();
    await refusingDuplicates(KEYS, () => insertRow(tx, Warehouse, { ...input, isDefault, id }));
    const after = { ...input, isDefault };
    tx.record({ type: "warehouse", id, number: input.code, before: null, after });
    return findWarehouse(tx, id);
  });
}

/**
 * Changes the named fields of a warehouse. The default one cannot simply stop being it, nor go out of use: another takes
 * its place first, so that an item without a home always has one.
 */
export function updateWarehouse(
  ctx: Ctx,
  input: InputOf<(typeof plantContract)["warehouses.update"]>,
): Promise<WarehouseAnswer> {
  return transact(ctx, async (tx) => {
    const { warehouseId, revision, ...fields } = input;
    const permission = "warehouses.update";
    const warehouse = await loadForUpdate(tx, Warehouse, warehousePolicy, permission, warehouseId);
    warehouse.expectRevision(revision);
    const staysDefault = fields.isDefault ?? warehouse.isDefault;
    const staysActive = fields.active ?? warehouse.active;
    const loses = warehouse.isDefault && !staysDefault;
    if (loses || (staysDefault && !staysActive)) refuse("record.in_use", { code: warehouse.code });

    if (fields.isDefault && !warehouse.isDefault) await stepBack(tx);
    assignNamed(warehouse, fields);
    const about = { type: "warehouse", id: warehouseId, number: warehouse.code };
    await refusingDuplicates(KEYS, () => saveChanges(tx, warehouse, about));
    return findWarehouse(tx, warehouseId);
  });
}

const hasDefault = (tx: Tx) =>
  exists(
    tx,
    "SELECT w.id FROM warehouses w WHERE w.tenant_id = :tenant AND w.default_slot = 1",
    {},
  );

/** The former default makes room. */
const stepBack = (tx: Tx) =>
  tx.write(
    `UPDATE warehouses w SET w.is_default = 0, w.revision = w.revision + 1, w.updated_at = :now
     WHERE w.tenant_id = :tenant AND w.is_default = 1`,
    { now: tx.now },
  );
