import { exact, ONE, sum } from "@quanlian/shared/domain";
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
import {
  byVersion,
  detailsOf,
  frozenFaults,
  parentColumn,
  parentFaults,
  planDetails,
  readMainVersions,
  recordDetails,
  type Detail,
} from "./bom-details";
import { takeBomRound } from "./bom-round";
import { BomByProduct } from "./bom.model";

const columns = {
  parent: parentColumn,
  item: importColumn.text({ headings: ["副产品编码", "By-product code"], required: true, max: 64 }),
  perBase: importColumn.quantity({ headings: ["产出数量", "Quantity"], required: true }),
  costShare: importColumn.rate({ headings: ["成本分摊", "Cost share"], required: false }),
};

type Columns = typeof columns;
type Checked = CheckedRow<Columns>;
type Items = ReadonlyMap<string, { id: Id; code: string }>;

interface ByProduct {
  itemId: Id;
  perBase: string;
  costShare: string;
}

/** What comes out beside an item, one row each: so much for the base quantity, bearing a share of the whole cost. */
export const byProductImport = defineImport<Columns, Detail<ByProduct>[]>({
  name: "byProducts.import",
  columns,
  examples: [{ parent: "示例-成品", item: "示例-边角料", perBase: "0.05", costShare: "1%" }],
  async check(tx, rows, siblings) {
    const versions = await readMainVersions(tx, rows);
    const items = await readItems(tx, rows);
    const details = detailsOf(rows.flatMap(asLines(items)), versions);
    return [
      ...parentFaults(rows, versions, siblings),
      ...unknownCodes(rows, siblings, [{ column: "item", kind: "item", known: items }]),
      ...repeatedRows(rows, ["parent", "item"]),
      ...details.flatMap(shareFault),
      ...frozenFaults<Columns, ByProduct>(await comparisonOf(tx, details)),
    ];
  },
  async plan(tx, rows) {
    const versions = await readMainVersions(tx, rows);
    const details = detailsOf(rows.flatMap(asLines(await readItems(tx, rows))), versions);
    return planDetails(await comparisonOf(tx, details));
  },
  async write(tx, details) {
    await takeBomRound(tx);
    await insertRows(
      tx,
      BomByProduct,
      details.flatMap(({ bomVersionId, lines }) =>
        lines.map((line, at) => ({ ...line, bomVersionId, lineNo: at + 1 })),
      ),
    );
    await tx.write(
      "UPDATE bom_versions SET has_by_products = 1 WHERE tenant_id = :tenant AND id IN :ids",
      { ids: details.map(({ bomVersionId }) => bomVersionId) },
    );
    recordDetails(tx, "byProducts", details);
  },
});

async function readItems(tx: Tx, rows: readonly Checked[]): Promise<Items> {
  const items = await tx.rows<{ id: Id; code: string }>(
    "SELECT i.id, i.code FROM items i WHERE i.tenant_id = :tenant AND i.active = 1 AND i.code IN :codes",
    { codes: codesIn(rows, "item") },
  );
  return byCode(items);
}

const asLines =
  (items: Items) =>
  ({ row, values }: Checked) => {
    const item = values.item && items.get(codeKey(values.item));
    if (!item || values.perBase === undefined) return [];
    const line = { itemId: item.id, perBase: values.perBase, costShare: values.costShare ?? "0" };
    return [{ row, parent: values.parent, line }];
  };

/** Together they cannot bear more than the whole cost, and an item does not come out beside itself. */
function shareFault({ row, itemId, code, lines }: Detail<ByProduct>): ImportFault<Columns>[] {
  const facts = { code };
  if (lines.some((line) => line.itemId === itemId))
    return [{ row, column: "item", code: "issue.component_is_parent", facts }];
  return sum(lines.map(({ costShare }) => exact(costShare))) > ONE
    ? [{ row, column: "costShare", code: "issue.cost_shares" }]
    : [];
}

async function comparisonOf(tx: Tx, details: readonly Detail<ByProduct>[]) {
  const rows = await tx.rows<ByProduct & { bomVersionId: Id }>(
    `SELECT b.bom_version_id AS bomVersionId, b.item_id AS itemId, b.per_base AS perBase, b.cost_share AS costShare
     FROM bom_by_products b WHERE b.tenant_id = :tenant AND b.bom_version_id IN :versionIds
     ORDER BY b.bom_version_id, b.line_no`,
    { versionIds: details.map(({ bomVersionId }) => bomVersionId) },
  );
  return { details, there: byVersion(rows), same };
}

const same = (wanted: ByProduct, there: ByProduct): boolean =>
  wanted.itemId === there.itemId &&
  exact(wanted.perBase) === exact(there.perBase) &&
  exact(wanted.costShare) === exact(there.costShare);
