import { compareDays, exact, type Day } from "@quanlian/shared/domain";
import { insertRows, reviseRows, type Tx } from "../../kernel/db";
import {
  byCode,
  codeKey,
  codesIn,
  defineImport,
  importColumn,
  repeatedRows,
  unknownCodes,
  type CheckedRow,
  type ImportFault,
  type ImportRow,
} from "../../kernel/exchange";
import type { Id } from "../../kernel/ids";
import { catalogNeighbours, type Coded } from "./catalog-neighbours";
import { readPriced } from "./import-prices.queries";
import { SupplierPrice } from "./price.model";

const NAME = "supplierPrices.import";
const MOST_LEAD_DAYS = 3_650;

const columns = {
  supplier: importColumn.text({
    headings: ["供应商编码", "Supplier code"],
    required: true,
    max: 64,
  }),
  item: importColumn.text({ headings: ["物料编码", "Item code"], required: true, max: 64 }),
  unit: importColumn.text({ headings: ["计价单位编码", "Unit"], required: false, max: 64 }),
  minQuantity: importColumn.decimal({ headings: ["起订数量", "From quantity"], required: false }),
  unitPrice: importColumn.decimal({
    headings: ["采购单价", "Unit price"],
    required: true,
    mask: "cost",
  }),
  includesTax: importColumn.flag({ headings: ["含税", "Includes tax"], required: false }),
  minimumOrder: importColumn.decimal({
    headings: ["最小订货量", "Minimum order"],
    required: false,
  }),
  leadTimeDays: importColumn.integer({ headings: ["交货天数", "Lead days"], required: false }),
  validFrom: importColumn.day({ headings: ["生效日期", "Valid from"], required: false }),
  validTo: importColumn.day({ headings: ["失效日期", "Valid to"], required: false }),
};

type Columns = typeof columns;
type Row = ImportRow<Columns>;

/**
 * What suppliers sell items at, one row per break. Known by supplier, item, unit, quantity and day; a row without a day is
 * the newest price that there is for that quantity, or a new one from today. Empty cells leave a known price as it is.
 */
export const supplierPriceImport = defineImport<Columns, OfferWork>({
  name: NAME,
  columns,
  examples: [
    { supplier: "示例-S001", item: "示例-原料", unitPrice: "6.80", leadTimeDays: "7" },
    { supplier: "示例-S001", item: "示例-原料", minQuantity: "1000", unitPrice: "6.20" },
  ],
  async check(tx, rows, siblings) {
    const { items, units } = await readPriced(tx, rows);
    return [
      ...unknownCodes(rows, siblings, [
        {
          column: "supplier",
          kind: "party",
          known: await readSuppliers(tx, rows),
          fault: "import.no_supplier",
        },
        { column: "item", kind: "item", known: items },
        { column: "unit", kind: "unit", known: units },
      ]),
      ...repeatedRows(rows, ["supplier", "item", "unit", "validFrom", "minQuantity"]),
      ...rows.flatMap(faultsOf),
    ];
  },
  async plan(tx, rows) {
    const offers = await offersIn(tx, rows);
    const created = offers.filter(({ former }) => former === null);
    const changed = offers.filter(({ former, wanted }) => former && differs(former, wanted));
    return {
      createdCount: created.length,
      changedCount: changed.length,
      unchangedCount: offers.length - created.length - changed.length,
      work: { created, changed },
    };
  },
  async write(tx, { created, changed }) {
    await insertRows(
      tx,
      SupplierPrice,
      created.map(({ wanted }) => wanted),
    );
    await reviseRows(
      tx,
      SupplierPrice,
      ["unitPrice", "includesTax", "minimumOrder", "leadTimeDays", "validTo"],
      changed.map(({ wanted }) => wanted),
    );
    for (const { former, wanted } of [...created, ...changed]) {
      const { id, supplierId } = wanted;
      const about = { type: "supplierPrice", id, supplierId };
      tx.record({ ...about, before: former && { ...former }, after: { ...wanted } });
    }
  },
});

interface Offer {
  id: Id;
  supplierId: Id;
  itemId: Id;
  unitId: Id;
  minQuantity: string;
  unitPrice: string;
  includesTax: boolean;
  minimumOrder: string;
  leadTimeDays: number | null;
  validFrom: Day;
  validTo: Day | null;
}

interface OfferChange {
  former: Offer | null;
  wanted: Offer;
}

interface OfferWork {
  created: OfferChange[];
  changed: OfferChange[];
}

function faultsOf({ row, values }: CheckedRow<Columns>): ImportFault<Columns>[] {
  const { leadTimeDays, validFrom, validTo } = values;
  const faults: ImportFault<Columns>[] = [];
  if (leadTimeDays != null && (leadTimeDays < 0 || leadTimeDays > MOST_LEAD_DAYS)) {
    const facts = { minimum: 0, maximum: MOST_LEAD_DAYS };
    faults.push({ row, column: "leadTimeDays", code: "import.range", facts });
  }
  if (validFrom && validTo && compareDays(validTo, validFrom) < 0) {
    const facts = { value: validTo, from: validFrom };
    faults.push({ row, column: "validTo", code: "import.day_before", facts });
  }
  return faults;
}

async function readSuppliers(
  tx: Tx,
  rows: readonly CheckedRow<Columns>[],
): Promise<Map<string, Coded>> {
  const codes = codesIn(rows, "supplier");
  return byCode(await catalogNeighbours().suppliersByCode(tx, NAME, codes));
}

async function offersIn(tx: Tx, rows: readonly Row[]): Promise<OfferChange[]> {
  const suppliers = await readSuppliers(tx, rows);
  const { items, units } = await readPriced(tx, rows);
  const placed = rows.map(({ values }) => {
    const item = items.get(codeKey(values.item))!;
    return {
      values,
      supplierId: suppliers.get(codeKey(values.supplier))!.id,
      itemId: item.id,
      unitId: values.unit === null ? item.unitId : units.get(codeKey(values.unit))!.id,
      minQuantity: values.minQuantity ?? "0",
    };
  });
  const former = await readFormer(tx, placed);
  return placed.map(({ values, ...place }): OfferChange => {
    const known = former.get(breakKey(place)) ?? [];
    const there =
      values.validFrom === null
        ? known[0]
        : known.find(({ validFrom }) => validFrom === values.validFrom);
    const { unitPrice, includesTax, minimumOrder, leadTimeDays, validFrom, validTo } = values;
    const wanted = {
      ...{ id: there?.id ?? tx.newId(), ...place, unitPrice },
      includesTax: includesTax ?? there?.includesTax ?? true,
      minimumOrder: minimumOrder ?? there?.minimumOrder ?? "0",
      leadTimeDays: leadTimeDays ?? there?.leadTimeDays ?? null,
      validFrom: validFrom ?? there?.validFrom ?? tx.today,
      validTo: validTo ?? there?.validTo ?? null,
    };
    return { former: there ?? null, wanted };
  });
}

const breakKey = (offer: Pick<Offer, "supplierId" | "itemId" | "unitId" | "minQuantity">) =>
  [offer.supplierId, offer.itemId, offer.unitId, exact(offer.minQuantity)].join(":");

/** What is known of the same breaks, the newest first. */
async function readFormer(
  tx: Tx,
  places: readonly { supplierId: Id; itemId: Id }[],
): Promise<Map<string, Offer[]>> {
  const rows = await tx.rows<Offer>(
    `SELECT s.id, s.supplier_id AS supplierId, s.item_id AS itemId, s.unit_id AS unitId,
       s.min_quantity AS minQuantity, s.unit_price AS unitPrice, s.includes_tax AS includesTax,
       s.minimum_order AS minimumOrder, s.lead_time_days AS leadTimeDays, s.valid_from AS validFrom,
       s.valid_to AS validTo
     FROM supplier_prices s
     WHERE s.tenant_id = :tenant AND s.supplier_id IN :supplierIds AND s.item_id IN :itemIds
     ORDER BY s.valid_from DESC, s.id FOR UPDATE`,
    {
      supplierIds: [...new Set(places.map(({ supplierId }) => supplierId))],
      itemIds: [...new Set(places.map(({ itemId }) => itemId))],
    },
  );
  const former = new Map<string, Offer[]>();
  for (const row of rows) {
    const key = breakKey(row);
    former.set(key, [
      ...(former.get(key) ?? []),
      { ...row, includesTax: Boolean(row.includesTax) },
    ]);
  }
  return former;
}

const differs = (former: Offer, wanted: Offer): boolean =>
  exact(former.unitPrice) !== exact(wanted.unitPrice) ||
  exact(former.minimumOrder) !== exact(wanted.minimumOrder) ||
  former.includesTax !== wanted.includesTax ||
  former.leadTimeDays !== wanted.leadTimeDays ||
  former.validTo !== wanted.validTo;
