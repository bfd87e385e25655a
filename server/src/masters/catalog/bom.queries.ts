import type { Bom, BomRow, BomState } from "@quanlian/shared/contract";
import type { Day } from "@quanlian/shared/domain";
import { isMasked, may, type Ctx } from "../../kernel/access";
import { refuseNotFound } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { bomStates } from "./bom.states";
import { decimalText } from "./item.present";
import { findItem } from "./item.queries";

interface VersionRow {
  id: Id;
  itemId: Id;
  version: number;
  alternative: string;
  isDefault: boolean | number;
  state: BomState;
  effectiveFrom: Day | null;
  effectiveTo: Day | null;
  baseQuantity: string;
  note: string;
  revision: number;
}

const VERSIONS = `
  SELECT v.id, v.item_id AS itemId, v.version, v.alternative,
    v.alternative = i.default_alternative AS isDefault, v.state, v.effective_from AS effectiveFrom,
    v.effective_to AS effectiveTo, v.base_quantity AS baseQuantity, v.note, v.revision,
    v.created_at AS createdAt, v.updated_at AS updatedAt
  FROM bom_versions v JOIN items i ON i.tenant_id = :tenant AND i.id = v.item_id
  WHERE v.tenant_id = :tenant`;

/** All versions of an item's bill of materials, the latest first. */
export async function listBoms(ctx: Ctx, { itemId }: { itemId: Id }): Promise<{ rows: BomRow[] }> {
  await findItem(ctx, itemId);
  const sql = `${VERSIONS} AND v.item_id = :itemId ORDER BY v.version DESC LIMIT 1000`;
  const rows = await ctx.rows<VersionRow & Times>(sql, { itemId });
  return { rows: rows.map(({ createdAt: _c, updatedAt: _u, ...row }) => presentVersion(row)) };
}

interface Times {
  createdAt: Date;
  updatedAt: Date;
}

/** One version with its components and operations, as the contract shows it. */
export async function findBom(ctx: Ctx, bomVersionId: Id): Promise<Bom> {
  const found = await ctx.row<VersionRow & Times>(`${VERSIONS} AND v.id = :bomVersionId`, {
    bomVersionId,
  });
  if (!found) refuseNotFound("bom");
  const { createdAt, updatedAt, ...version } = found;
  const { id, code, name, unitCode } = await findItem(ctx, version.itemId);
  return {
    ...presentVersion(version),
    item: { id, code, name, unitCode },
    components: await componentsOf(ctx, bomVersionId),
    operations: await operationsOf(ctx, bomVersionId),
    byProducts: await byProductsOf(ctx, bomVersionId),
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
    actions: actionsOn(ctx, version.state),
  };
}

const presentVersion = (row: VersionRow): BomRow => ({
  ...row,
  isDefault: Boolean(row.isDefault),
  baseQuantity: decimalText(row.baseQuantity),
});

function actionsOn(ctx: Ctx, state: BomState): string[] {
  const moves = bomStates.actionsFrom(state).map((move) => `boms.${move}`);
  const own = { draft: ["boms.update"], released: ["boms.setDefault"], retired: [] }[state];
  const names = [...own, ...moves];
  return names.filter((name) => may(ctx.actor, name));
}

async function componentsOf(ctx: Ctx, bomVersionId: Id): Promise<Bom["components"]> {
  const rows = await ctx.rows<ComponentRow>(
    `SELECT c.line_no AS lineNo, c.per_base AS perBase, c.scrap_rate AS scrapRate, c.note, i.id, i.code, i.name,
       u.code AS unitCode
     FROM bom_components c
       JOIN items i ON i.tenant_id = :tenant AND i.id = c.item_id
       JOIN units u ON u.tenant_id = :tenant AND u.id = i.unit_id
     WHERE c.tenant_id = :tenant AND c.bom_version_id = :bomVersionId ORDER BY c.line_no`,
    { bomVersionId },
  );
  const substitutes = await substitutesOf(ctx, bomVersionId);
  return rows.map(({ lineNo, perBase, scrapRate, note, ...item }) => ({
    lineNo,
    item,
    perBase: decimalText(perBase),
    scrapRate: decimalText(scrapRate),
    note,
    substitutes: substitutes
      .filter((substitute) => substitute.lineNo === lineNo)
      .map(({ lineNo: _, ratio, ...named }) => ({ item: named, ratio: decimalText(ratio) })),
  }));
}

interface NamedRow {
  lineNo: number;
  id: Id;
  code: string;
  name: string;
  unitCode: string;
}

const substitutesOf = (ctx: Ctx, bomVersionId: Id) =>
  ctx.rows<NamedRow & { ratio: string }>(
    `SELECT s.line_no AS lineNo, s.ratio, i.id, i.code, i.name, u.code AS unitCode
     FROM bom_substitutes s
       JOIN items i ON i.tenant_id = :tenant AND i.id = s.item_id
       JOIN units u ON u.tenant_id = :tenant AND u.id = i.unit_id
     WHERE s.tenant_id = :tenant AND s.bom_version_id = :bomVersionId ORDER BY s.line_no, s.priority`,
    { bomVersionId },
  );

async function byProductsOf(ctx: Ctx, bomVersionId: Id): Promise<Bom["byProducts"]> {
  const rows = await ctx.rows<NamedRow & { perBase: string; costShare: string }>(
    `SELECT b.line_no AS lineNo, b.per_base AS perBase, b.cost_share AS costShare, i.id, i.code, i.name,
       u.code AS unitCode
     FROM bom_by_products b
       JOIN items i ON i.tenant_id = :tenant AND i.id = b.item_id
       JOIN units u ON u.tenant_id = :tenant AND u.id = i.unit_id
     WHERE b.tenant_id = :tenant AND b.bom_version_id = :bomVersionId ORDER BY b.line_no`,
    { bomVersionId },
  );
  return rows.map(({ lineNo, perBase, costShare, ...item }) => ({
    lineNo,
    item,
    perBase: decimalText(perBase),
    costShare: decimalText(costShare),
  }));
}

interface ComponentRow extends NamedRow {
  perBase: string;
  scrapRate: string;
  note: string;
}

async function operationsOf(ctx: Ctx, bomVersionId: Id): Promise<Bom["operations"]> {
  const rows = await ctx.rows<OperationRow>(
    `SELECT o.sequence, o.name, o.work_center_id AS workCenterId, o.setup_minutes AS setupMinutes,
       o.run_minutes_per_unit AS runMinutesPerUnit, o.piece_rate AS pieceRate,
       o.inspection_point AS inspectionPoint, o.subcontracted, o.supplier_id AS supplierId,
       o.subcontract_price AS subcontractPrice
     FROM routing_operations o
     WHERE o.tenant_id = :tenant AND o.bom_version_id = :bomVersionId ORDER BY o.sequence`,
    { bomVersionId },
  );
  const masked = isMasked(ctx.actor, "boms.show", "cost");
  return rows.map((row) => ({
    ...row,
    setupMinutes: decimalText(row.setupMinutes),
    runMinutesPerUnit: decimalText(row.runMinutesPerUnit),
    pieceRate: masked ? null : decimalText(row.pieceRate),
    subcontractPrice: masked ? null : decimalText(row.subcontractPrice),
  }));
}

type OperationRow = Bom["operations"][number] & { pieceRate: string; subcontractPrice: string };
