import { insertRows, refusingDuplicates, reviseRows, type Tx } from "../../kernel/db";
import { byCode, codeKey, codesIn, defineImport, importColumn } from "../../kernel/exchange";
import type { Id } from "../../kernel/ids";
import { Warehouse } from "./plant.model";

const columns = {
  code: importColumn.text({
    headings: ["仓库编码", "Warehouse code"],
    required: true,
    max: 64,
    unique: true,
  }),
  name: importColumn.text({ headings: ["仓库名称", "Warehouse name"], required: true, max: 128 }),
};

interface Place {
  id: Id;
  code: string;
  name: string;
}

interface WarehouseWork {
  created: Place[];
  changed: { former: Place; wanted: Place }[];
}

/** Warehouses by code. The first that a company gets is its default one; another default is set in the product. */
export const warehouseImport = defineImport<typeof columns, WarehouseWork>({
  name: "warehouses.import",
  columns,
  mostRows: 1_000,
  brings: { kind: "warehouse", column: "code" },
  examples: [{ code: "示例-W01", name: "原料仓" }],
  async plan(tx, rows) {
    const known = byCode(
      await tx.rows<Place>(
        `SELECT w.id, w.code, w.name FROM warehouses w WHERE w.tenant_id = :tenant AND w.code IN :codes
         ORDER BY w.id FOR UPDATE`,
        { codes: codesIn(rows, "code") },
      ),
    );
    const work: WarehouseWork = { created: [], changed: [] };
    for (const { values } of rows) {
      const former = known.get(codeKey(values.code));
      if (!former) work.created.push({ ...values, id: tx.newId() });
      else if (former.name !== values.name)
        work.changed.push({ former, wanted: { ...former, name: values.name } });
    }
    const [createdCount, changedCount] = [work.created.length, work.changed.length];
    const unchangedCount = rows.length - createdCount - changedCount;
    return { createdCount, changedCount, unchangedCount, work };
  },
  async write(tx, { created, changed }) {
    const isFirst = !(await hasWarehouse(tx));
    const rows = created.map((row, at) => ({ ...row, isDefault: isFirst && at === 0 }));
    await refusingDuplicates({ uq_warehouses_code: "code" }, () => insertRows(tx, Warehouse, rows));
    await reviseRows(
      tx,
      Warehouse,
      ["name"],
      changed.map(({ wanted }) => wanted),
    );
    for (const { id, ...after } of rows)
      tx.record({ type: "warehouse", id, number: after.code, before: null, after });
    for (const { former, wanted } of changed) {
      const change = { before: { name: former.name }, after: { name: wanted.name } };
      tx.record({ type: "warehouse", id: wanted.id, number: wanted.code, ...change });
    }
  },
});

const hasWarehouse = (tx: Tx) =>
  tx.row("SELECT w.id FROM warehouses w WHERE w.tenant_id = :tenant LIMIT 1");
