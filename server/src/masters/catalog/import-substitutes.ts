import { exact } from "@quanlian/shared/domain";
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
import { BomSubstitute } from "./bom.model";

const columns = {
  parent: parentColumn,
  component: importColumn.text({
    headings: ["子件编码", "Component code"],
    required: true,
    max: 64,
  }),
  substitute: importColumn.text({
    headings: ["替代料编码", "Substitute code"],
    required: true,
    max: 64,
  }),
  ratio: importColumn.quantity({ headings: ["替代比例", "Ratio"], required: false }),
};

type Columns = typeof columns;
type Checked = CheckedRow<Columns>;
type Items = ReadonlyMap<string, { id: Id; code: string }>;

interface Substitute {
  componentId: Id;
  itemId: Id;
  ratio: string;
}

/** What may stand in for a component while it is short, one row each; the first row of a component is tried first. */
export const substituteImport = defineImport<Columns, Detail<Substitute>[]>({
  name: "substitutes.import",
  columns,
  examples: [
    { parent: "示例-成品", component: "示例-原料", substitute: "示例-替代料", ratio: "1" },
  ],
  async check(tx, rows, siblings) {
    const versions = await readMainVersions(tx, rows);
    const items = await readItems(tx, rows);
    const details = detailsOf(rows.flatMap(asLines(items)), versions);
    return [
      ...parentFaults(rows, versions, siblings),
      ...unknownCodes(rows, siblings, [
        { column: "component", kind: "item", known: items },
        { column: "substitute", kind: "item", known: items },
      ]),
      ...repeatedRows(rows, ["parent", "component", "substitute"]),
      ...rows.flatMap(({ row, values }): ImportFault<Columns>[] => {
        const { component, substitute } = values;
        const itself = component && substitute && codeKey(component) === codeKey(substitute);
        return itself ? [{ row, column: "substitute", code: "issue.duplicate" }] : [];
      }),
      ...(await componentFaults(tx, rows, details, items)),
      ...frozenFaults<Columns, Substitute>(await comparisonOf(tx, details)),
    ];
  },
  async plan(tx, rows) {
    const versions = await readMainVersions(tx, rows);
    const details = detailsOf(rows.flatMap(asLines(await readItems(tx, rows))), versions);
    return planDetails(await comparisonOf(tx, details));
  },
  write: writeSubstitutes,
});

async function readItems(tx: Tx, rows: readonly Checked[]): Promise<Items> {
  const codes = [...new Set([...codesIn(rows, "component"), ...codesIn(rows, "substitute")])];
  const items = await tx.rows<{ id: Id; code: string }>(
    "SELECT i.id, i.code FROM items i WHERE i.tenant_id = :tenant AND i.active = 1 AND i.code IN :codes",
    { codes },
  );
  return byCode(items);
}

const asLines =
  (items: Items) =>
  ({ row, values }: Checked) => {
    const component = values.component && items.get(codeKey(values.component));
    const substitute = values.substitute && items.get(codeKey(values.substitute));
    if (!component || !substitute) return [];
    const line = { componentId: component.id, itemId: substitute.id, ratio: values.ratio ?? "1" };
    return [{ row, parent: values.parent, line }];
  };

async function readComponents(tx: Tx, details: readonly Detail<Substitute>[]) {
  const rows = await tx.rows<{ bomVersionId: Id; lineNo: number; itemId: Id }>(
    `SELECT c.bom_version_id AS bomVersionId, c.line_no AS lineNo, c.item_id AS itemId
     FROM bom_components c WHERE c.tenant_id = :tenant AND c.bom_version_id IN :versionIds`,
    { versionIds: details.map(({ bomVersionId }) => bomVersionId) },
  );
  return new Map(rows.map((row) => [`${row.bomVersionId}:${row.itemId}`, row.lineNo]));
}

/** Rows that name something that their parent is not made of. */
async function componentFaults(
  tx: Tx,
  rows: readonly Checked[],
  details: readonly Detail<Substitute>[],
  items: Items,
): Promise<ImportFault<Columns>[]> {
  const lines = await readComponents(tx, details);
  const versionOf = new Map(details.map(({ code, bomVersionId }) => [codeKey(code), bomVersionId]));
  return rows.flatMap(({ row, values }): ImportFault<Columns>[] => {
    const version = values.parent && versionOf.get(codeKey(values.parent));
    const component = values.component && items.get(codeKey(values.component));
    if (!version || !component || lines.has(`${version}:${component.id}`)) return [];
    const facts = { value: component.code };
    return [{ row, column: "component", code: "import.not_a_component", facts }];
  });
}

async function comparisonOf(tx: Tx, details: readonly Detail<Substitute>[]) {
  const rows = await tx.rows<Substitute & { bomVersionId: Id }>(
    `SELECT s.bom_version_id AS bomVersionId, c.item_id AS componentId, s.item_id AS itemId, s.ratio
     FROM bom_substitutes s
       JOIN bom_components c ON c.tenant_id = :tenant AND c.bom_version_id = s.bom_version_id AND c.line_no = s.line_no
     WHERE s.tenant_id = :tenant AND s.bom_version_id IN :versionIds
     ORDER BY s.bom_version_id, s.line_no, s.priority`,
    { versionIds: details.map(({ bomVersionId }) => bomVersionId) },
  );
  const lines = await readComponents(tx, details);
  const placeOf = (versionId: Id, line: Substitute) =>
    lines.get(`${versionId}:${line.componentId}`) ?? 0;
  // As they are stored: component by component, in the order of the rows within one.
  const inOrder = details.map((detail) => ({
    ...detail,
    lines: [...detail.lines].sort(
      (a, b) => placeOf(detail.bomVersionId, a) - placeOf(detail.bomVersionId, b),
    ),
  }));
  return { details: inOrder, there: byVersion(rows), same };
}

const same = (wanted: Substitute, there: Substitute): boolean =>
  wanted.componentId === there.componentId &&
  wanted.itemId === there.itemId &&
  exact(wanted.ratio) === exact(there.ratio);

async function writeSubstitutes(tx: Tx, details: Detail<Substitute>[]): Promise<void> {
  await takeBomRound(tx);
  const placeOf = await readComponents(tx, details);
  await insertRows(
    tx,
    BomSubstitute,
    details.flatMap(({ bomVersionId, lines }) => {
      const tried = new Map<Id, number>();
      return lines.map(({ componentId, itemId, ratio }) => {
        const priority = (tried.get(componentId) ?? 0) + 1;
        tried.set(componentId, priority);
        const lineNo = placeOf.get(`${bomVersionId}:${componentId}`)!;
        return { bomVersionId, lineNo, priority, itemId, ratio };
      });
    }),
  );
  await tx.write(
    "UPDATE bom_versions SET has_substitutes = 1 WHERE tenant_id = :tenant AND id IN :ids",
    { ids: details.map(({ bomVersionId }) => bomVersionId) },
  );
  recordDetails(tx, "substitutes", details);
}
