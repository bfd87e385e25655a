import type {
  InputOf,
  PortalSupplierReturn,
  portalSupplierReturnsContract,
  SupplierReturnView,
} from "@quanlian/shared/contract";
import { exact, toDecimalText, type DecimalText } from "@quanlian/shared/domain";
import { may, rowAllowed, rowPredicate, type Ctx } from "../../kernel/access";
import { refuseNotFound } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { supplierReturnPolicy } from "./supplier-return.policy";
import { supplierReturnStates } from "./supplier-return.states";

/** A line as it is stored, with what came of its receipt's line. */
export interface ReturnLineRecord {
  id: Id;
  lineNo: number;
  receiptLineId: Id;
  itemId: Id;
  itemCode: string;
  itemName: string;
  unit: string;
  warehouseId: Id;
  locationId: Id;
  lotId: Id;
  lotNumber: string;
  status: "usable" | "frozen";
  quantity: DecimalText;
  catchQuantity: DecimalText;
  received: DecimalText;
  serials: string[];
}

type Head = Omit<SupplierReturnView, "lines" | "actions"> & {
  ownerId: Id | null;
  departmentId: Id | null;
};

/** One return as staff see it, within their rule under the permission; otherwise not found. */
export async function findSupplierReturn(
  ctx: Ctx,
  permission: string,
  supplierReturnId: Id,
): Promise<SupplierReturnView> {
  const head = await ctx.row<Head>(
    `SELECT r.id, r.number, r.state, r.revision, r.supplier_id AS supplierId, p.name AS supplierName,
       r.owner_id AS ownerId, r.department_id AS departmentId, r.purchase_order_id AS purchaseOrderId,
       o.number AS purchaseOrderNumber, r.goods_receipt_id AS goodsReceiptId, g.number AS goodsReceiptNumber, r.reason,
       COALESCE(r.note, '') AS note, COALESCE(r.carrier, '') AS carrier, COALESCE(r.waybill, '') AS waybill,
       r.returned_on AS returnedOn, COALESCE(r.cancel_reason, '') AS cancelReason
     FROM supplier_returns r
       JOIN parties p ON p.tenant_id = :tenant AND p.id = r.supplier_id
       JOIN purchase_orders o ON o.tenant_id = :tenant AND o.id = r.purchase_order_id
       JOIN goods_receipts g ON g.tenant_id = :tenant AND g.id = r.goods_receipt_id
     WHERE r.tenant_id = :tenant AND r.id = :supplierReturnId
       AND ${rowPredicate(ctx.actor, supplierReturnPolicy, permission, "r")}`,
    { supplierReturnId },
  );
  if (!head) refuseNotFound("supplier_return");
  const { ownerId, departmentId, ...view } = head;
  const lines = await readReturnLines(ctx, supplierReturnId);
  const owned = { ownerId, departmentId, supplierId: view.supplierId };
  const actions = (["dispatch", "cancel"] as const)
    .filter((move) => supplierReturnStates.allows(view.state, move))
    .map((move) => `supplierReturns.${move}`)
    .filter((name) => may(ctx.actor, name))
    .filter((name) => rowAllowed(ctx.actor, supplierReturnPolicy, name, owned));
  return {
    ...view,
    lines: lines.map(({ lotId: _, catchQuantity: __, received: ___, ...line }) => line),
    actions,
  };
}

/** The lines of a return that was found within the actor's rule. */
export async function readReturnLines(ctx: Ctx, supplierReturnId: Id): Promise<ReturnLineRecord[]> {
  const rows = await ctx.rows<Omit<ReturnLineRecord, "serials"> & { serials: string }>(
    `SELECT l.id, l.line_no AS lineNo, l.goods_receipt_line_id AS receiptLineId, l.item_id AS itemId,
       d.item_code AS itemCode, d.item_name AS itemName, d.unit_name AS unit, l.warehouse_id AS warehouseId,
       l.location_id AS locationId, l.lot_id AS lotId, COALESCE(t.number, '') AS lotNumber, l.status, l.quantity,
       l.catch_quantity AS catchQuantity, g.quantity AS received, l.serials
     FROM supplier_return_lines l
       JOIN goods_receipt_lines g ON g.tenant_id = :tenant AND g.id = l.goods_receipt_line_id
       JOIN purchase_order_lines d ON d.tenant_id = :tenant AND d.id = g.purchase_order_line_id
       LEFT JOIN stock_lots t ON t.tenant_id = :tenant AND t.id = l.lot_id
     WHERE l.tenant_id = :tenant AND l.supplier_return_id = :supplierReturnId ORDER BY l.line_no`,
    { supplierReturnId },
  );
  return rows.map((row) => ({
    ...row,
    ...{ quantity: plain(row.quantity), received: plain(row.received) },
    catchQuantity: plain(row.catchQuantity),
    serials: JSON.parse(row.serials) as string[],
  }));
}

const LAST_ID: Id = "9223372036854775807";
type OwnHead = Omit<PortalSupplierReturn, "lines">;

/** What has gone back to a supplier; a draft of ours is none of his business yet. */
const OWN = `SELECT r.id, r.number, r.state, r.purchase_order_id AS purchaseOrderId, o.number AS purchaseOrderNumber,
    g.number AS goodsReceiptNumber, r.reason, COALESCE(r.carrier, '') AS carrier, COALESCE(r.waybill, '') AS waybill,
    r.returned_on AS returnedOn
  FROM supplier_returns r
    JOIN purchase_orders o ON o.tenant_id = :tenant AND o.id = r.purchase_order_id AND o.supplier_id = :party
    JOIN goods_receipts g ON g.tenant_id = :tenant AND g.id = r.goods_receipt_id AND g.supplier_id = :party
  WHERE r.tenant_id = :tenant AND r.supplier_id = :party AND r.state = 'dispatched'`;

/** The newest first. Ids are time-ordered: the next page begins below the last id. */
export async function listOwnSupplierReturns(
  ctx: Ctx,
  { before, limit }: InputOf<(typeof portalSupplierReturnsContract)["portal.supplierReturns.list"]>,
) {
  const found = await ctx.rows<OwnHead>(
    `${OWN} AND r.id < :beforeId ORDER BY r.id DESC LIMIT :most`,
    {
      ...{ beforeId: before ?? LAST_ID, most: limit + 1 },
    },
  );
  const rows = found.slice(0, limit);
  return { rows, next: found.length > limit ? rows.at(-1)!.id : null };
}

/** One of them with its lines. */
export async function findOwnSupplierReturn(
  ctx: Ctx,
  supplierReturnId: Id,
): Promise<PortalSupplierReturn> {
  const head = await ctx.row<OwnHead>(`${OWN} AND r.id = :supplierReturnId`, { supplierReturnId });
  if (!head) refuseNotFound("supplier_return");
  const lines = await ctx.rows<PortalSupplierReturn["lines"][number]>(
    `SELECT l.id, l.line_no AS lineNo, d.item_code AS itemCode, d.item_name AS itemName, d.unit_name AS unit, l.quantity
     FROM supplier_return_lines l
       JOIN goods_receipt_lines g ON g.tenant_id = :tenant AND g.id = l.goods_receipt_line_id AND g.supplier_id = :party
       JOIN purchase_order_lines d ON d.tenant_id = :tenant AND d.id = g.purchase_order_line_id AND d.supplier_id = :party
     WHERE l.tenant_id = :tenant AND l.supplier_id = :party AND l.supplier_return_id = :supplierReturnId ORDER BY l.line_no`,
    { supplierReturnId },
  );
  return { ...head, lines: lines.map((line) => ({ ...line, quantity: plain(line.quantity) })) };
}

const plain = (decimal: string) => toDecimalText(exact(decimal));
