import type {
  IncomingInspectionView,
  InputOf,
  PortalInspection,
  portalInspectionsContract,
} from "@quanlian/shared/contract";
import { exact, toDecimalText } from "@quanlian/shared/domain";
import { may, rowAllowed, rowPredicate, type Ctx } from "../../kernel/access";
import { refuseNotFound } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { incomingInspectionPolicy } from "./incoming-inspection.policy";
import { incomingInspectionStates } from "./incoming-inspection.states";

type Record = Omit<IncomingInspectionView, "actions"> & {
  ownerId: Id | null;
  departmentId: Id | null;
};

const FOUND = `n.id, n.number, n.state, l.item_code AS itemCode, l.item_name AS itemName, l.unit_name AS unit,
  n.quantity, n.passed, n.conceded, n.failed, n.replaced, COALESCE(n.cause, '') AS cause, COALESCE(n.note, '') AS note,
  n.received_on AS receivedOn, n.inspected_on AS inspectedOn, n.purchase_order_id AS purchaseOrderId,
  o.number AS purchaseOrderNumber`;

/** One inspection as staff see it, within their rule under the permission; otherwise not found. */
export async function findInspection(
  ctx: Ctx,
  permission: string,
  inspectionId: Id,
): Promise<IncomingInspectionView> {
  const record = await ctx.row<Record>(
    `SELECT ${FOUND}, n.revision, n.supplier_id AS supplierId, p.name AS supplierName, n.owner_id AS ownerId,
       n.department_id AS departmentId, n.goods_receipt_id AS goodsReceiptId, g.number AS goodsReceiptNumber,
       n.goods_receipt_line_id AS goodsReceiptLineId, n.item_id AS itemId, r.warehouse_id AS warehouseId,
       r.location_id AS locationId, r.lot_id AS lotId, COALESCE(t.number, '') AS lotNumber,
       COALESCE(u.name, '') AS inspectorName
     FROM incoming_inspections n
       JOIN goods_receipts g ON g.tenant_id = :tenant AND g.id = n.goods_receipt_id
       JOIN goods_receipt_lines r ON r.tenant_id = :tenant AND r.id = n.goods_receipt_line_id
       JOIN purchase_orders o ON o.tenant_id = :tenant AND o.id = n.purchase_order_id
       JOIN purchase_order_lines l ON l.tenant_id = :tenant AND l.id = n.purchase_order_line_id
       JOIN parties p ON p.tenant_id = :tenant AND p.id = n.supplier_id
       LEFT JOIN stock_lots t ON t.tenant_id = :tenant AND t.id = r.lot_id
       LEFT JOIN users u ON u.tenant_id = :tenant AND u.id = n.inspector_id
     WHERE n.tenant_id = :tenant AND n.id = :inspectionId
       AND ${rowPredicate(ctx.actor, incomingInspectionPolicy, permission, "n")}`,
    { inspectionId },
  );
  if (!record) refuseNotFound("incoming_inspection");
  const { ownerId, departmentId, ...view } = record;
  const judge = "incomingInspections.judge";
  const mayJudge =
    incomingInspectionStates.allows(view.state, "pass") &&
    may(ctx.actor, judge) &&
    rowAllowed(ctx.actor, incomingInspectionPolicy, judge, {
      ...{ ownerId, departmentId, supplierId: view.supplierId },
    });
  return { ...view, ...figures(view), actions: mayJudge ? [judge] : [] };
}

const LAST_ID: Id = "9223372036854775807";

/** What a supplier's goods were found to be, the newest first. Ids are time-ordered: the next page begins below the last id. */
export async function listOwnInspections(
  ctx: Ctx,
  { before, limit }: InputOf<(typeof portalInspectionsContract)["portal.inspections.list"]>,
) {
  const found = await ctx.rows<PortalInspection>(
    `SELECT ${FOUND} FROM incoming_inspections n
       JOIN purchase_orders o ON o.tenant_id = :tenant AND o.id = n.purchase_order_id AND o.supplier_id = :party
       JOIN purchase_order_lines l ON l.tenant_id = :tenant AND l.id = n.purchase_order_line_id AND l.supplier_id = :party
     WHERE n.tenant_id = :tenant AND n.supplier_id = :party AND n.id < :beforeId
     ORDER BY n.id DESC LIMIT :most`,
    { beforeId: before ?? LAST_ID, most: limit + 1 },
  );
  const page = found.slice(0, limit);
  return {
    rows: page.map((row) => ({ ...row, ...figures(row) })),
    next: found.length > limit ? page.at(-1)!.id : null,
  };
}

const plain = (decimal: string) => toDecimalText(exact(decimal));

const figures = (found: PortalInspection) => ({
  ...{ quantity: plain(found.quantity), passed: plain(found.passed) },
  ...{ conceded: plain(found.conceded), failed: plain(found.failed) },
  replaced: Boolean(found.replaced),
});
