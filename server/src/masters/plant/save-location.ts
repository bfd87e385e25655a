import type {
  InputOf,
  Location as LocationAnswer,
  LocationKind,
  plantContract,
} from "@quanlian/shared/contract";
import type { Ctx } from "../../kernel/access";
import {
  assignNamed,
  insertRow,
  loadForUpdate,
  refusingDuplicates,
  saveChanges,
  transact,
} from "../../kernel/db";
import { Faults } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { plantNeighbours } from "./plant-neighbours";
import { Location } from "./plant.model";
import { locationPolicy } from "./plant.policy";
import { exists, findLocation, knownWarehouses } from "./plant.queries";

/** A place of our own has the party 0: part of every stock key, and never NULL there. */
const NOBODY: Id = "0";

/** Adds a place to a warehouse in use. */
export function createLocation(
  ctx: Ctx,
  input: InputOf<(typeof plantContract)["locations.create"]>,
): Promise<LocationAnswer> {
  return transact(ctx, async (tx) => {
    const { warehouseId, code } = input;
    const faults = new Faults(tx.language);
    const warehouses = await knownWarehouses(tx, [warehouseId]);
    if (!warehouses.has(warehouseId)) faults.unknown(["warehouseId"], warehouseId);
    const sql = `SELECT l.id FROM locations l
      WHERE l.tenant_id = :tenant AND l.warehouse_id = :warehouseId AND l.code = :code`;
    if (await exists(tx, sql, { warehouseId, code })) faults.taken(["code"], code);
    const partyId = input.partyId ?? NOBODY;
    await checkSupplier(tx, faults, "locations.create", input.kind, partyId);
    faults.refuse();

    const id = tx.newId();
    await refusingDuplicates({ uq_locations_code: "code" }, () =>
      insertRow(tx, Location, { ...input, partyId, id }),
    );
    tx.record({ type: "location", id, number: code, before: null, after: input });
    return findLocation(tx, id);
  });
}

/** Changes the named fields of a place; it stays in its warehouse. */
export function updateLocation(
  ctx: Ctx,
  input: InputOf<(typeof plantContract)["locations.update"]>,
): Promise<LocationAnswer> {
  return transact(ctx, async (tx) => {
    const { locationId, revision, partyId, ...fields } = input;
    const permission = "locations.update";
    const location = await loadForUpdate(tx, Location, locationPolicy, permission, locationId);
    location.expectRevision(revision);

    const faults = new Faults(tx.language);
    const owner = partyId === undefined ? location.partyId : (partyId ?? NOBODY);
    // Who keeps the supplier that is there names nobody: it may be out of his reach.
    const naming = owner === location.partyId ? null : permission;
    await checkSupplier(tx, faults, naming, fields.kind ?? location.kind, owner);
    faults.refuse();

    assignNamed(location, { ...fields, partyId: owner });
    await saveChanges(tx, location, { type: "location", id: locationId, number: location.code });
    return findLocation(tx, locationId);
  });
}

/**
 * A supplier's place names the supplier; a place of our own names nobody.
 *
 * @param permission under which the supplier is named anew; null where it was there before
 */
async function checkSupplier(
  ctx: Ctx,
  faults: Faults,
  permission: string | null,
  kind: LocationKind,
  partyId: Id,
): Promise<void> {
  if ((kind === "supplier") !== (partyId !== NOBODY)) {
    faults.add(["partyId"], "issue.supplier_place");
    return;
  }
  if (partyId === NOBODY || permission === null) return;
  const known = await plantNeighbours().knownSuppliers(ctx, permission, [partyId]);
  if (!known.has(partyId)) faults.unknown(["partyId"], partyId);
}
