import type { PortalShippingNotice, ShippingNoticeView } from "@quanlian/shared/contract";
import { exact, toDecimalText, type Day } from "@quanlian/shared/domain";
import { may, rowAllowed, rowPredicate, type Ctx } from "../../kernel/access";
import { refuseNotFound } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { shippingNoticePolicy } from "./shipping-notice.policy";
import { shippingNoticeStates } from "./shipping-notice.states";

type Line = PortalShippingNotice["lines"][number];
interface Head {
  id: Id;
  number: string;
  state: PortalShippingNotice["state"];
  revision: number;
  purchaseOrderId: Id;
  purchaseOrderNumber: string;
  supplierId: Id;
  ownerId: Id | null;
  departmentId: Id | null;
  straight: boolean;
  carrier: string | null;
  waybill: string | null;
  shippedOn: Day;
  expectedOn: Day | null;
  note: string | null;
  cancelReason: string | null;
}

const HEAD = `SELECT n.id, n.number, n.state, n.revision, n.purchase_order_id AS purchaseOrderId, o.number AS purchaseOrderNumber,
  n.supplier_id AS supplierId, n.owner_id AS ownerId, n.department_id AS departmentId, n.straight, n.carrier, n.waybill,
  n.shipped_on AS shippedOn, n.expected_on AS expectedOn, n.note, n.cancel_reason AS cancelReason
  FROM shipping_notices n`;

const ownOrder = (ctx: Ctx) =>
  `JOIN purchase_orders o ON o.tenant_id = :tenant AND o.id = n.purchase_order_id${
    ctx.actor.kind === "supplier" ? " AND o.supplier_id = :party" : ""
  }`;

/** One announcement as staff see it, within their rule under the permission; otherwise not found. */
export async function findShippingNotice(
  ctx: Ctx,
  permission: string,
  shippingNoticeId: Id,
): Promise<ShippingNoticeView> {
  const head = await ctx.row<Head>(
    `${HEAD} ${ownOrder(ctx)} WHERE n.tenant_id = :tenant AND n.id = :shippingNoticeId
       AND ${rowPredicate(ctx.actor, shippingNoticePolicy, permission, "n")}`,
    { shippingNoticeId },
  );
  if (!head) refuseNotFound("shipping_notice");
  const supplier = await ctx.row<{ name: string }>(
    "SELECT p.name FROM parties p WHERE p.tenant_id = :tenant AND p.id = :supplierId",
    { supplierId: head.supplierId },
  );
  const mayCancel =
    shippingNoticeStates.allows(head.state, "cancel") &&
    !head.straight &&
    may(ctx.actor, "shippingNotices.cancel") &&
    rowAllowed(ctx.actor, shippingNoticePolicy, "shippingNotices.cancel", head);
  return {
    ...headOf(head),
    ...{ note: head.note ?? "", cancelReason: head.cancelReason ?? "" },
    ...{ revision: head.revision, supplierId: head.supplierId, supplierName: supplier?.name ?? "" },
    ...{ ownerId: head.ownerId, departmentId: head.departmentId },
    lines: await readLines(ctx, shippingNoticeId),
    actions: mayCancel ? ["shippingNotices.cancel"] : [],
  };
}

/** One of a supplier's own. */
export async function findOwnShippingNotice(
  ctx: Ctx,
  shippingNoticeId: Id,
): Promise<PortalShippingNotice> {
  const head = await ctx.row<Head>(
    `${HEAD} ${ownOrder(ctx)}
     WHERE n.tenant_id = :tenant AND n.supplier_id = :party AND n.id = :shippingNoticeId`,
    { shippingNoticeId },
  );
  if (!head) refuseNotFound("shipping_notice");
  return {
    ...headOf(head),
    ...{ note: head.note ?? "", cancelReason: head.cancelReason ?? "" },
    ...{ lines: await readLines(ctx, shippingNoticeId), actions: [] },
  };
}

const LAST_ID: Id = "9223372036854775807";

/** A supplier's own, the newest first. Ids are time-ordered: the next page begins below the last id. */
export async function listOwnShippingNotices(
  ctx: Ctx,
  { before, limit }: { before?: Id; limit: number },
) {
  const rows = await ctx.rows<Head>(
    `${HEAD} ${ownOrder(ctx)}
     WHERE n.tenant_id = :tenant AND n.supplier_id = :party AND n.id < :beforeId ORDER BY n.id DESC LIMIT :most`,
    { beforeId: before ?? LAST_ID, most: limit + 1 },
  );
  const page = rows.slice(0, limit);
  return { rows: page.map(headOf), next: rows.length > limit ? page.at(-1)!.id : null };
}

const headOf = (head: Head) => ({
  ...{ id: head.id, number: head.number, state: head.state },
  ...{ purchaseOrderId: head.purchaseOrderId, purchaseOrderNumber: head.purchaseOrderNumber },
  ...{ straight: Boolean(head.straight), shippedOn: head.shippedOn, expectedOn: head.expectedOn },
  ...{ carrier: head.carrier ?? "", waybill: head.waybill ?? "" },
});

async function readLines(ctx: Ctx, shippingNoticeId: Id): Promise<Line[]> {
  const own = (alias: string) =>
    ctx.actor.kind === "supplier" ? ` AND ${alias}.supplier_id = :party` : "";
  const lines = await ctx.rows<Line>(
    `SELECT l.id, l.line_no AS lineNo, l.purchase_order_line_id AS purchaseOrderLineId, p.item_code AS itemCode,
       p.item_name AS itemName, p.unit_name AS unit, l.quantity, COALESCE(l.lot_number, '') AS lotNumber
     FROM shipping_notice_lines l
       JOIN purchase_order_lines p ON p.tenant_id = :tenant AND p.id = l.purchase_order_line_id${own("p")}
     WHERE l.tenant_id = :tenant AND l.shipping_notice_id = :shippingNoticeId${own("l")} ORDER BY l.line_no`,
    { shippingNoticeId },
  );
  return lines.map((line) => ({ ...line, quantity: toDecimalText(exact(line.quantity)) }));
}
