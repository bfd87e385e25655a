import { exact, type Day } from "@quanlian/shared/domain";
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
import { takeBomRound } from "./bom-round";
import { BomComponent, BomVersion, RoutingOperation } from "./bom.model";
import { makeRoom, type Closed } from "./bom.rules";
import {
  cycleRows,
  readEdges,
  readReleased,
  type ItemFacts,
  type ReleasedVersion,
} from "./import-boms.queries";

const MOST_COMPONENTS = 500;

const columns = {
  parent: importColumn.text({
    headings: ["父件编码", "成品编码", "Parent code"],
    required: true,
    max: 64,
  }),
  component: importColumn.text({
    headings: ["子件编码", "Component code"],
    required: true,
    max: 64,
  }),
  perBase: importColumn.quantity({ headings: ["用量", "Quantity"], required: true }),
  baseQuantity: importColumn.quantity({ headings: ["基准数量", "Base quantity"], required: false }),
  scrapRate: importColumn.rate({ headings: ["损耗率", "Scrap rate"], required: false }),
  from: importColumn.day({ headings: ["生效日期", "Effective from"], required: false }),
  note: importColumn.text({ headings: ["备注", "Note"], required: false, max: 255 }),
};

type Columns = typeof columns;
type Row = ImportRow<Columns>;
type Checked = CheckedRow<Columns>;

/**
 * Bills of materials, one row per component. Rows of one parent are one version, in force from the day of its first row
 * (today if it names none). One that equals the version in force changes nothing; another becomes the next version, with
 * the operations of the one before. Only the main way to make an item is imported; alternatives are entered by hand.
 */
export const bomImport = defineImport<Columns, BomWork>({
  name: "boms.import",
  columns,
  brings: { kind: "bom", column: "parent" },
  examples: [{ parent: "示例-成品", component: "示例-原料", perBase: "1.25", scrapRate: "3%" }],
  async check(tx, rows, siblings) {
    const items = await readItems(tx, rows);
    const released = await readReleased(tx, idsOf(rows, items));
    const references = [
      { column: "parent", kind: "item", known: items },
      { column: "component", kind: "item", known: items },
    ] as const;
    return [
      ...unknownCodes(rows, siblings, references),
      ...repeatedRows(rows, ["parent", "component"]),
      ...rows.flatMap((row) => faultsOf(row, items)),
      ...(await faultsOfBills(tx, rows, items, released)),
    ];
  },
  async plan(tx, rows) {
    await takeBomRound(tx);
    const items = await readItems(tx, rows);
    const released = await readReleased(tx, idsOf(rows, items));
    const bills = billsIn(tx, rows, items);
    const changed = bills.filter((bill) => !equalsInForce(bill, released.get(bill.itemId) ?? []));
    const known = changed.filter(({ itemId }) => released.has(itemId)).length;
    return {
      createdCount: changed.length - known,
      changedCount: known,
      unchangedCount: bills.length - changed.length,
      work: { bills: changed, released },
    };
  },
  write: writeBills,
});

interface Bill {
  itemId: Id;
  code: string;
  row: number;
  from: Day;
  baseQuantity: string;
  components: { itemId: Id; perBase: string; scrapRate: string; note: string }[];
}

interface BomWork {
  bills: Bill[];
  released: ReadonlyMap<Id, ReleasedVersion[]>;
}

async function readItems(tx: Tx, rows: readonly Checked[]): Promise<Map<string, ItemFacts>> {
  const codes = [...new Set([...codesIn(rows, "parent"), ...codesIn(rows, "component")])];
  const items = await tx.rows<ItemFacts>(
    "SELECT i.id, i.code, i.active FROM items i WHERE i.tenant_id = :tenant AND i.code IN :codes",
    { codes },
  );
  return byCode(items);
}

const idsOf = (rows: readonly Checked[], items: ReadonlyMap<string, ItemFacts>): Id[] =>
  codesIn(rows, "parent").flatMap((code) => items.get(codeKey(code))?.id ?? []);

function faultsOf(
  { row, values: { parent, component } }: Checked,
  items: ReadonlyMap<string, ItemFacts>,
): ImportFault<Columns>[] {
  const faults: ImportFault<Columns>[] = [];
  const named = { parent, component };
  for (const column of ["parent", "component"] as const) {
    const code = named[column];
    const item = code === undefined ? undefined : items.get(codeKey(code));
    const facts = { code };
    if (item && !item.active) faults.push({ row, column, code: "issue.item_inactive", facts });
  }
  if (parent !== undefined && component !== undefined && codeKey(parent) === codeKey(component)) {
    faults.push({ row, column: "component", code: "import.part_is_product" });
  }
  return faults;
}

/** What only a parent's rows together, or all bills together, show. */
async function faultsOfBills(
  tx: Tx,
  rows: readonly Checked[],
  items: ReadonlyMap<string, ItemFacts>,
  released: ReadonlyMap<Id, ReleasedVersion[]>,
): Promise<ImportFault<Columns>[]> {
  const whole = rows.filter(
    ({ values: { parent, component, perBase } }) =>
      perBase !== undefined &&
      [parent, component].every((code) => code !== undefined && items.has(codeKey(code))),
  ) as Row[];
  const bills = billsIn(tx, whole, items);
  const faults: ImportFault<Columns>[] = bills.flatMap((bill): ImportFault<Columns>[] => {
    const versions = released.get(bill.itemId) ?? [];
    if (bill.components.length > MOST_COMPONENTS) {
      const facts = { count: bill.components.length, maximum: MOST_COMPONENTS };
      return [{ row: bill.row, column: "parent", code: "import.too_many_rows", facts }];
    }
    if (equalsInForce(bill, versions)) return [];
    const { inTheWay } = makeRoom(versions, bill.from);
    if (!inTheWay) return [];
    const facts = { value: bill.code, version: inTheWay.version, from: inTheWay.effectiveFrom };
    return [{ row: bill.row, column: "from", code: "import.bom_in_the_way", facts }];
  });
  const cycles = cycleRows(
    whole,
    items,
    await readEdges(
      tx,
      bills.map(({ itemId }) => itemId),
    ),
  );
  for (const { row, codes } of cycles) {
    faults.push({ row, column: "component", code: "import.bom_cycle", facts: { items: codes } });
  }
  return faults;
}

/** Rows of one parent as one bill; what a bill has but once (day, base quantity) is read from its first row that says it. */
function billsIn(tx: Tx, rows: readonly Row[], items: ReadonlyMap<string, ItemFacts>): Bill[] {
  const bills = new Map<string, Bill>();
  for (const { row, values } of rows) {
    const key = codeKey(values.parent);
    const parent = items.get(key);
    const component = items.get(codeKey(values.component));
    // Only in a faulty workbook, whose items have faults of their own.
    if (!parent || !component) continue;
    const bill = bills.get(key) ?? {
      ...{ itemId: parent.id, code: parent.code, row },
      ...{
        from: values.from ?? tx.today,
        baseQuantity: values.baseQuantity ?? "1",
        components: [],
      },
    };
    bills.set(key, bill);
    bill.components.push({
      itemId: component.id,
      perBase: values.perBase,
      scrapRate: values.scrapRate ?? "0",
      note: values.note ?? "",
    });
  }
  return [...bills.values()];
}

/** Whether the version that is in force (or will be) on the bill's day holds exactly the same. */
function equalsInForce(bill: Bill, versions: readonly ReleasedVersion[]): boolean {
  const inForce = versions.find(
    ({ effectiveFrom, effectiveTo }) =>
      effectiveFrom <= bill.from && (effectiveTo === null || effectiveTo >= bill.from),
  );
  if (!inForce || inForce.components.length !== bill.components.length) return false;
  const held = new Map(inForce.components.map((each) => [each.itemId, each]));
  const base = exact(inForce.baseQuantity);
  return bill.components.every((wanted) => {
    const there = held.get(wanted.itemId);
    return (
      there !== undefined &&
      base === exact(bill.baseQuantity) &&
      exact(there.perBase) === exact(wanted.perBase) &&
      exact(there.scrapRate) === exact(wanted.scrapRate)
    );
  });
}

async function writeBills(tx: Tx, { bills, released }: BomWork): Promise<void> {
  const latest = await latestVersions(tx, bills);
  const versions = bills.map((bill) => ({
    ...{ id: tx.newId(), itemId: bill.itemId, version: (latest.get(bill.itemId) ?? 0) + 1 },
    ...{ effectiveFrom: bill.from, effectiveTo: null, baseQuantity: exact(bill.baseQuantity) },
    ...{ state: "released" as const, note: "" },
  }));
  const closed = bills.flatMap((bill) =>
    makeRoom(released.get(bill.itemId) ?? [], bill.from).closed.map((each) => ({ ...each, bill })),
  );
  await reviseRows(tx, BomVersion, ["effectiveTo"], closed);
  await insertRows(tx, BomVersion, versions);
  await keepRoutings(tx, bills, versions, closed);
  await insertRows(
    tx,
    BomComponent,
    bills.flatMap(({ components }, at) =>
      components.map((component, i) => ({
        ...component,
        bomVersionId: versions[at]!.id,
        lineNo: i + 1,
      })),
    ),
  );
  recordBills(tx, bills, versions, closed);
}

/** How it is made does not change with what it is made of: the next version has the operations of the one that it follows. */
async function keepRoutings(
  tx: Tx,
  bills: readonly Bill[],
  versions: readonly { id: Id }[],
  closed: readonly { id: Id; bill: Bill }[],
): Promise<void> {
  const nextOf = new Map(closed.map(({ id, bill }) => [id, versions[bills.indexOf(bill)]!.id]));
  const fields = RoutingOperation.written.filter(({ attribute }) => attribute !== "tenantId");
  const selected = fields.map(({ field, attribute }) => `o.${field} AS ${attribute}`).join(", ");
  const rows = await tx.rows<Omit<RoutingOperation, "tenantId">>(
    `SELECT ${selected} FROM routing_operations o
     WHERE o.tenant_id = :tenant AND o.bom_version_id IN :formerIds`,
    { formerIds: [...nextOf.keys()] },
  );
  await insertRows(
    tx,
    RoutingOperation,
    rows.map((row) => ({ ...row, id: tx.newId(), bomVersionId: nextOf.get(row.bomVersionId)! })),
  );
}

async function latestVersions(tx: Tx, bills: readonly Bill[]): Promise<Map<Id, number>> {
  const rows = await tx.rows<{ itemId: Id; latest: number }>(
    `SELECT v.item_id AS itemId, MAX(v.version) AS latest FROM bom_versions v
     WHERE v.tenant_id = :tenant AND v.item_id IN :itemIds GROUP BY v.item_id`,
    { itemIds: bills.map(({ itemId }) => itemId) },
  );
  return new Map(rows.map(({ itemId, latest }) => [itemId, Number(latest)]));
}

function recordBills(
  tx: Tx,
  bills: readonly Bill[],
  versions: readonly { id: Id; version: number }[],
  closed: readonly (Closed & { bill: Bill })[],
): void {
  bills.forEach(({ code, components, from, baseQuantity }, at) => {
    const { id, version } = versions[at]!;
    const after = { state: "released", effectiveFrom: from, baseQuantity, components };
    tx.record({ type: "bom", id, number: `${code}/${version}`.slice(0, 64), before: null, after });
  });
  for (const { id, version, formerTo, effectiveTo, bill } of closed) {
    const number = `${bill.code}/${version}`.slice(0, 64);
    const change = { before: { effectiveTo: formerTo }, after: { effectiveTo } };
    tx.record({ type: "bom", id, number, ...change });
  }
}
