import { exact, type Day, type DecimalText } from "@quanlian/shared/domain";
import { insertRows, reviseRows, type Tx } from "../../kernel/db";
import type { Id } from "../../kernel/ids";
import { SupplierPrice } from "./price.model";
import { ownUnits } from "./price.queries";

/** What a supplier has said that he sells an item at, per base unit from a quantity on. */
export interface KeptPrice {
  supplierId: Id;
  itemId: Id;
  minQuantity: DecimalText;
  unitPrice: DecimalText;
  includesTax: boolean;
  minimumOrder: DecimalText;
  leadTimeDays: number | null;
  validTo: Day | null;
}

/**
 * Keeps prices that were agreed elsewhere, from today on: the next order finds them by itself. The last of several for the same
 * quantity holds, and one of today is replaced.
 */
export async function keepSupplierPrices(tx: Tx, prices: readonly KeptPrice[]): Promise<void> {
  if (prices.length === 0) return;
  const units = await ownUnits(tx, [...new Set(prices.map(({ itemId }) => itemId))]);
  const validFrom = tx.today;
  const wanted = new Map(
    prices.map((price) => {
      const unitId = units.get(price.itemId)!;
      return [keyOf({ ...price, unitId }), { ...price, unitId, validFrom }];
    }),
  );
  const rows = await tx.rows<Place & { id: Id; unitPrice: string }>(
    `SELECT s.id, s.supplier_id AS supplierId, s.item_id AS itemId, s.unit_id AS unitId, s.min_quantity AS minQuantity,
       s.unit_price AS unitPrice
     FROM supplier_prices s
     WHERE s.tenant_id = :tenant AND s.supplier_id IN :supplierIds AND s.item_id IN :itemIds AND s.valid_from = :validFrom
     ORDER BY s.id FOR UPDATE`,
    {
      supplierIds: [...new Set(prices.map(({ supplierId }) => supplierId))],
      ...{ itemIds: [...units.keys()], validFrom },
    },
  );
  const former = new Map(rows.map((row) => [keyOf(row), row]));
  const kept = [...wanted].map(([key, price]) => ({
    ...{ ...price, id: former.get(key)?.id ?? tx.newId(), before: former.get(key) ?? null },
  }));
  await insertRows(
    tx,
    SupplierPrice,
    kept.filter(({ before }) => before === null).map(({ before: _, ...price }) => price),
  );
  await reviseRows(
    tx,
    SupplierPrice,
    ["unitPrice", "includesTax", "minimumOrder", "leadTimeDays", "validTo"],
    kept.filter(({ before }) => before !== null).map(({ before: _, ...price }) => price),
  );
  for (const { before, ...after } of kept) {
    const { id, supplierId } = after;
    tx.record({
      ...{ type: "supplierPrice", id, supplierId },
      before: before && { ...before },
      after,
    });
  }
}

interface Place {
  supplierId: Id;
  itemId: Id;
  unitId: Id;
  minQuantity: string;
}

const keyOf = (place: Place) =>
  [place.supplierId, place.itemId, place.unitId, exact(place.minQuantity)].join(":");
