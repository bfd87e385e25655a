import { insertRows, refusingDuplicates, type Tx } from "../../kernel/db";
import {
  codeKey,
  defineImport,
  importColumn,
  type ImportFault,
  type ImportRow,
} from "../../kernel/exchange";
import { Unit } from "./item.model";

const MOST_PLACES = 6;

const columns = {
  code: importColumn.text({
    headings: ["单位编码", "Unit code", "Code"],
    required: true,
    max: 64,
    unique: true,
  }),
  name: importColumn.text({ headings: ["单位名称", "Unit name", "Name"], required: true, max: 64 }),
  places: importColumn.integer({ headings: ["小数位数", "Places"], required: true }),
};

type UnitRow = ImportRow<typeof columns>["values"];

/** Units of measure. One that is there already is never changed: every quantity in it was rounded to its places. */
export const unitImport = defineImport<typeof columns, UnitRow[]>({
  name: "units.import",
  columns,
  mostRows: 1_000,
  brings: { kind: "unit", column: "code" },
  examples: [
    { code: "示例-pcs", name: "件", places: "0" },
    { code: "示例-kg", name: "千克", places: "3" },
  ],
  async check(tx, rows) {
    const known = await readUnits(tx);
    return rows.flatMap(({ row, values: { code, places } }): ImportFault<typeof columns>[] => {
      if (places === undefined) return [];
      if (places < 0 || places > MOST_PLACES) {
        const facts = { minimum: 0, maximum: MOST_PLACES };
        return [{ row, column: "places", code: "import.range", facts }];
      }
      const there = code === undefined ? undefined : known.get(codeKey(code));
      if (!there || there.places === places) return [];
      const facts = { value: there.code, known: there.places };
      return [{ row, column: "places", code: "import.fixed", facts }];
    });
  },
  async plan(tx, rows) {
    const known = await readUnits(tx);
    const created = rows
      .map(({ values }) => values)
      .filter(({ code }) => !known.has(codeKey(code)));
    const unchangedCount = rows.length - created.length;
    return { createdCount: created.length, changedCount: 0, unchangedCount, work: created };
  },
  async write(tx, created) {
    const units = created.map((unit) => ({ ...unit, id: tx.newId() }));
    await refusingDuplicates({ uq_units_code: "code" }, () => insertRows(tx, Unit, units));
    for (const { id, ...after } of units) {
      tx.record({ type: "unit", id, number: after.code, before: null, after });
    }
  },
});

async function readUnits(tx: Tx): Promise<Map<string, { code: string; places: number }>> {
  const rows = await tx.rows<{ code: string; places: number }>(
    "SELECT u.code, u.places FROM units u WHERE u.tenant_id = :tenant",
  );
  return new Map(rows.map((unit) => [codeKey(unit.code), unit]));
}
