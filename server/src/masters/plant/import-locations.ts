import { insertRows, type Tx } from "../../kernel/db";
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
} from "../../kernel/exchange";
import type { Id } from "../../kernel/ids";
import { locationsByCode, warehousesByCode } from "./plant-codes";
import { Location } from "./plant.model";

const columns = {
  warehouse: importColumn.text({
    headings: ["仓库编码", "Warehouse code"],
    required: true,
    max: 64,
  }),
  code: importColumn.text({ headings: ["库位编码", "Location code"], required: true, max: 64 }),
  kind: importColumn.word({
    headings: ["库位类型", "Kind"],
    required: false,
    words: {
      store: ["存储", "Store"],
      line_side: ["线边", "Line side"],
      transit: ["在途", "Transit"],
    },
  }),
};

type Columns = typeof columns;

interface NewLocation {
  id: Id;
  warehouseId: Id;
  code: string;
  kind: "store" | "line_side" | "transit";
}

/** Places inside warehouses, known by warehouse and code. Those at suppliers' are added in the product. */
export const locationImport = defineImport<Columns, NewLocation[]>({
  name: "locations.import",
  columns,
  examples: [{ warehouse: "示例-W01", code: "A-01-01", kind: "存储" }],
  async check(tx, rows, siblings) {
    const { warehouses, there } = await readPlaces(tx, rows);
    return [
      ...unknownCodes(rows, siblings, [
        { column: "warehouse", kind: "warehouse", known: warehouses },
      ]),
      ...repeatedRows(rows, ["warehouse", "code"]),
      ...rows.flatMap(({ row, values }): ImportFault<Columns>[] => {
        const known = there.get(placeKey(warehouses, values));
        if (!known || values.kind == null || values.kind === known.kind) return [];
        const facts = { value: known.code, known: known.kind };
        return [{ row, column: "kind", code: "import.fixed", facts }];
      }),
    ];
  },
  async plan(tx, rows) {
    const { warehouses, there } = await readPlaces(tx, rows);
    const work = rows
      .filter(({ values }) => !there.has(placeKey(warehouses, values)))
      .map(({ values: { warehouse, code, kind } }) => ({
        ...{ id: tx.newId(), warehouseId: warehouses.get(codeKey(warehouse))!.id, code },
        kind: kind ?? ("store" as const),
      }));
    const unchangedCount = rows.length - work.length;
    return { createdCount: work.length, changedCount: 0, unchangedCount, work };
  },
  async write(tx, created) {
    await insertRows(tx, Location, created);
    for (const { id, ...after } of created)
      tx.record({ type: "location", id, number: after.code, before: null, after });
  },
});

type Warehouses = ReadonlyMap<string, { id: Id }>;

const placeKey = (
  warehouses: Warehouses,
  { warehouse, code }: CheckedRow<Columns>["values"],
): string =>
  warehouse === undefined || code === undefined
    ? ""
    : `${warehouses.get(codeKey(warehouse))?.id ?? ""}:${codeKey(code)}`;

async function readPlaces(tx: Tx, rows: readonly CheckedRow<Columns>[]) {
  const warehouses = byCode(await warehousesByCode(tx, codesIn(rows, "warehouse")));
  const locations = await locationsByCode(tx, codesIn(rows, "code"));
  const there = new Map(
    locations.map((each) => [`${each.warehouseId}:${codeKey(each.code)}`, each]),
  );
  return { warehouses, there };
}
