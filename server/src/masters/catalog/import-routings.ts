import { exact } from "@quanlian/shared/domain";
import { insertRows, type Tx } from "../../kernel/db";
import {
  byCode,
  codeKey,
  codesIn,
  defineImport,
  importColumn,
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
import { RoutingOperation } from "./bom.model";
import { catalogNeighbours, type Coded } from "./catalog-neighbours";

const NAME = "routings.import";
/** As on every routing card, so that an operation can be told between two others. */
const SEQUENCE_STEP = 10;

const columns = {
  parent: parentColumn,
  name: importColumn.text({ headings: ["工序名称", "Operation"], required: true, max: 64 }),
  workCenter: importColumn.text({
    headings: ["工作中心编码", "Work center"],
    required: false,
    max: 64,
  }),
  setupMinutes: importColumn.decimal({
    headings: ["准备工时(分钟)", "Setup minutes"],
    required: false,
  }),
  runMinutes: importColumn.decimal({
    headings: ["单件工时(分钟)", "Run minutes per unit"],
    required: false,
  }),
  pieceRate: importColumn.decimal({
    headings: ["计件单价", "Piece rate"],
    required: false,
    mask: "cost",
  }),
  inspection: importColumn.word({
    headings: ["检验点", "Inspection"],
    required: false,
    words: {
      none: ["无"],
      first_article: ["首检", "First article"],
      in_process: ["巡检", "In process"],
      final: ["终检", "Final"],
    },
  }),
  subcontracted: importColumn.flag({ headings: ["委外", "Subcontracted"], required: false }),
  supplier: importColumn.text({
    headings: ["委外供应商编码", "Supplier code"],
    required: false,
    max: 64,
  }),
  subcontractPrice: importColumn.decimal({
    headings: ["委外单价", "Subcontract price"],
    required: false,
    mask: "cost",
  }),
};

type Columns = typeof columns;
type Checked = CheckedRow<Columns>;

interface Operation {
  name: string;
  workCenterId: Id | null;
  setupMinutes: string;
  runMinutesPerUnit: string;
  pieceRate: string;
  inspectionPoint: "none" | "first_article" | "in_process" | "final";
  subcontracted: boolean;
  supplierId: Id | null;
  subcontractPrice: string;
}

/**
 * By which operations things are made, one row per operation, in the order of the rows. They complete the main version of the
 * item's bill of materials that has none yet.
 */
export const routingImport = defineImport<Columns, Detail<Operation>[]>({
  name: NAME,
  columns,
  examples: [
    { parent: "示例-成品", name: "下料", setupMinutes: "15", runMinutes: "2" },
    { parent: "示例-成品", name: "装配", runMinutes: "5", inspection: "终检" },
  ],
  async check(tx, rows, siblings) {
    const versions = await readMainVersions(tx, rows);
    const names = await readNamed(tx, rows);
    const named = rows.filter(({ values }) => values.name !== undefined);
    const details = detailsOf(named.map(asLine(names)), versions);
    return [
      ...parentFaults(rows, versions, siblings),
      ...unknownCodes(rows, siblings, [
        { column: "workCenter", kind: "work_center", known: names.centers },
        { column: "supplier", kind: "party", known: names.suppliers, fault: "import.no_supplier" },
      ]),
      ...rows.flatMap(({ row, values }): ImportFault<Columns>[] =>
        values.supplier && values.subcontracted !== true
          ? [{ row, column: "supplier", code: "issue.supplier_without_subcontract" }]
          : [],
      ),
      ...frozenFaults<Columns, Operation>(await comparisonOf(tx, details)),
    ];
  },
  async plan(tx, rows) {
    const versions = await readMainVersions(tx, rows);
    const details = detailsOf(rows.map(asLine(await readNamed(tx, rows))), versions);
    return planDetails(await comparisonOf(tx, details));
  },
  async write(tx, details) {
    await takeBomRound(tx);
    await insertRows(
      tx,
      RoutingOperation,
      details.flatMap(({ bomVersionId, lines }) =>
        lines.map((line, at) => ({ ...line, bomVersionId, sequence: (at + 1) * SEQUENCE_STEP })),
      ),
    );
    recordDetails(tx, "operations", details);
  },
});

interface Names {
  centers: ReadonlyMap<string, Coded>;
  suppliers: ReadonlyMap<string, Coded>;
}

async function readNamed(tx: Tx, rows: readonly Checked[]): Promise<Names> {
  const neighbours = catalogNeighbours();
  return {
    centers: byCode(await neighbours.workCentersByCode(tx, codesIn(rows, "workCenter"))),
    suppliers: byCode(await neighbours.suppliersByCode(tx, NAME, codesIn(rows, "supplier"))),
  };
}

const asLine =
  ({ centers, suppliers }: Names) =>
  ({ row, values }: Checked) => ({
    row,
    parent: values.parent,
    line: {
      name: values.name!,
      workCenterId: idOf(centers, values.workCenter),
      setupMinutes: values.setupMinutes ?? "0",
      runMinutesPerUnit: values.runMinutes ?? "0",
      pieceRate: values.pieceRate ?? "0",
      inspectionPoint: values.inspection ?? "none",
      subcontracted: values.subcontracted ?? false,
      supplierId: idOf(suppliers, values.supplier),
      subcontractPrice: values.subcontractPrice ?? "0",
    } satisfies Operation,
  });

const idOf = (known: ReadonlyMap<string, Coded>, code: string | null | undefined): Id | null =>
  code == null ? null : (known.get(codeKey(code))?.id ?? null);

async function comparisonOf(tx: Tx, details: readonly Detail<Operation>[]) {
  const rows = await tx.rows<Operation & { bomVersionId: Id }>(
    `SELECT o.bom_version_id AS bomVersionId, o.name, o.work_center_id AS workCenterId,
       o.setup_minutes AS setupMinutes, o.run_minutes_per_unit AS runMinutesPerUnit, o.piece_rate AS pieceRate,
       o.inspection_point AS inspectionPoint, o.subcontracted, o.supplier_id AS supplierId,
       o.subcontract_price AS subcontractPrice
     FROM routing_operations o
     WHERE o.tenant_id = :tenant AND o.bom_version_id IN :versionIds ORDER BY o.bom_version_id, o.sequence`,
    { versionIds: details.map(({ bomVersionId }) => bomVersionId) },
  );
  return { details, there: byVersion(rows), same };
}

const same = (wanted: Operation, there: Operation): boolean =>
  wanted.name === there.name &&
  wanted.workCenterId === there.workCenterId &&
  wanted.inspectionPoint === there.inspectionPoint &&
  wanted.subcontracted === Boolean(there.subcontracted) &&
  wanted.supplierId === there.supplierId &&
  (["setupMinutes", "runMinutesPerUnit", "pieceRate", "subcontractPrice"] as const).every(
    (figure) => exact(wanted[figure]) === exact(there[figure]),
  );
