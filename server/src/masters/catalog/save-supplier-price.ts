import type {
  InputOf,
  pricesContract,
  SupplierPrice as SupplierPriceAnswer,
} from "@quanlian/shared/contract";
import { exact, type Day } from "@quanlian/shared/domain";
import { refuseMasked, type Ctx } from "../../kernel/access";
import {
  assignNamed,
  insertRow,
  loadForUpdate,
  refusingDuplicates,
  saveChanges,
  transact,
  type Tx,
} from "../../kernel/db";
import { Faults } from "../../kernel/errors";
import { catalogNeighbours } from "./catalog-neighbours";
import { SupplierPrice } from "./price.model";
import { supplierPriceMasks, supplierPricePolicy } from "./price.policy";
import { presentSupplierPrice } from "./price.present";
import { findSupplierPrice, knownUnits, ownUnits } from "./price.queries";
import { checkPeriod } from "./save-price-list";

type Input<N extends keyof typeof pricesContract> = InputOf<(typeof pricesContract)[N]>;

const KEYS = { uq_supplier_prices_break: "minQuantity" };

/** Notes at what price a supplier sells an item. A later price for the same quantity replaces it from its day on. */
export function createSupplierPrice(
  ctx: Ctx,
  input: Input<"supplierPrices.create">,
): Promise<SupplierPriceAnswer> {
  return transact(ctx, async (tx) => {
    refuseMasked(tx.actor, "supplierPrices.create", supplierPriceMasks, input);
    const price = await checkNewPrice(tx, input);
    const id = tx.newId();
    await refusingDuplicates(KEYS, () => insertRow(tx, SupplierPrice, { ...price, id }));
    const about = { type: "supplierPrice", id, supplierId: input.supplierId };
    tx.record({ ...about, before: null, after: price });
    return shown(tx, "supplierPrices.create", id);
  });
}

/** Corrects a supplier's price, or ends it. What was bought at it keeps its price. */
export function updateSupplierPrice(
  ctx: Ctx,
  input: Input<"supplierPrices.update">,
): Promise<SupplierPriceAnswer> {
  return transact(ctx, async (tx) => {
    const { supplierPriceId, revision, ...fields } = input;
    const permission = "supplierPrices.update";
    const price = await loadForUpdate(
      tx,
      SupplierPrice,
      supplierPricePolicy,
      permission,
      supplierPriceId,
    );
    refuseMasked(tx.actor, permission, supplierPriceMasks, input);
    price.expectRevision(revision);
    const faults = new Faults(tx.language);
    checkPeriod(faults, { validFrom: price.validFrom, validTo: fields.validTo });
    faults.refuse();

    assignNamed(price, fields);
    const about = { type: "supplierPrice", id: price.id, supplierId: price.supplierId };
    await saveChanges(tx, price, about);
    return shown(tx, permission, price.id);
  });
}

async function checkNewPrice(tx: Tx, input: Input<"supplierPrices.create">) {
  const { supplierId, itemId, minQuantity, validFrom = tx.today, validTo = null } = input;
  const faults = new Faults(tx.language);
  const permission = "supplierPrices.create";
  const suppliers = await catalogNeighbours().knownSuppliers(tx, permission, [supplierId]);
  if (!suppliers.has(supplierId)) faults.unknown(["supplierId"], supplierId);
  const own = (await ownUnits(tx, [itemId])).get(itemId);
  if (!own) faults.unknown(["itemId"], itemId);
  const unitId = input.unitId ?? own ?? "0";
  if (input.unitId !== undefined && !(await knownUnits(tx, [unitId])).has(unitId))
    faults.unknown(["unitId"], unitId);
  checkPeriod(faults, { validFrom, validTo });
  const taken = await tx.row(
    `SELECT s.id FROM supplier_prices s WHERE s.tenant_id = :tenant AND s.supplier_id = :supplierId
       AND s.item_id = :itemId AND s.unit_id = :unitId AND s.min_quantity = :minQuantity AND s.valid_from = :validFrom`,
    { supplierId, itemId, unitId, minQuantity: exact(minQuantity), validFrom },
  );
  if (taken) faults.taken(["minQuantity"], minQuantity);
  faults.refuse();
  return { ...input, unitId, validFrom: validFrom as Day, validTo: validTo as Day | null };
}

const shown = async (tx: Tx, permission: string, id: string) =>
  presentSupplierPrice(tx, await findSupplierPrice(tx, permission, id));
