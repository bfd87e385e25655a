import type { ItemInvolvement } from "@quanlian/shared/contract";
import { exact, toDecimalText } from "@quanlian/shared/domain";
import { orderPolicy } from "../../chain/orders";
import { quotePolicy } from "../../chain/quotes";
import { purchaseOrderPolicy, requisitionLinePolicy } from "../../chain/purchases";
import { workOrderPolicy } from "../../chain/works";
import { may, type Ctx } from "../../kernel/access";
import { refuseNotFound } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { involvedDocuments, type DocumentKind } from "./involved-documents";

/** An item from every side: where it lies, what is coming and wanted, where it is used, and the documents that name it. */
export async function showItemInvolvement(ctx: Ctx, itemId: Id): Promise<ItemInvolvement> {
  const known = await ctx.row<{ usedInCount: number }>(
    `SELECT (SELECT COUNT(DISTINCT v.item_id) FROM bom_components c
         JOIN bom_versions v ON v.tenant_id = :tenant AND v.id = c.bom_version_id
       WHERE c.tenant_id = :tenant AND c.item_id = i.id AND v.state = 'released'
         AND v.effective_from <= :today AND (v.effective_to IS NULL OR v.effective_to >= :today)) AS usedInCount
     FROM items i WHERE i.tenant_id = :tenant AND i.id = :itemId`,
    { itemId, today: ctx.today },
  );
  if (!known) refuseNotFound("item");
  return {
    itemId,
    places: may(ctx.actor, "inventory.stock") ? await readPlaces(ctx, itemId) : null,
    usedInCount: known.usedInCount,
    ...(await involvedDocuments(ctx, KINDS, itemId)),
  };
}

const KINDS: readonly DocumentKind[] = [
  {
    type: "quote",
    permission: "quotes.list",
    policy: quotePolicy,
    alias: "q",
    from: `FROM quote_lines l JOIN quotes q ON q.tenant_id = :tenant AND q.id = l.quote_id
      JOIN quote_breaks b ON b.tenant_id = :tenant AND b.line_id = l.id AND b.break_no = COALESCE(l.chosen_break_no, 1)
      WHERE l.tenant_id = :tenant AND l.item_id = :subjectId AND q.latest = 1`,
    number: "q.number",
    day: "q.quoted_on",
    quantity: "b.quantity",
  },
  {
    type: "order",
    permission: "orders.list",
    policy: orderPolicy,
    alias: "o",
    from: `FROM sales_order_lines l JOIN sales_orders o ON o.tenant_id = :tenant AND o.id = l.order_id
      WHERE l.tenant_id = :tenant AND l.item_id = :subjectId`,
    number: "o.number",
    day: "o.ordered_on",
    quantity: "l.quantity",
  },
  {
    type: "purchase_order",
    permission: "purchaseOrders.list",
    policy: purchaseOrderPolicy,
    alias: "u",
    from: `FROM purchase_order_lines l JOIN purchase_orders u ON u.tenant_id = :tenant AND u.id = l.purchase_order_id
      WHERE l.tenant_id = :tenant AND l.item_id = :subjectId`,
    number: "u.number",
    day: "u.ordered_on",
    quantity: "l.quantity",
  },
  {
    type: "work_order",
    permission: "workOrders.list",
    policy: workOrderPolicy,
    alias: "w",
    from: "FROM work_orders w WHERE w.tenant_id = :tenant AND w.item_id = :subjectId",
    number: "w.number",
    day: "w.start_on",
    quantity: "w.quantity",
  },
  {
    type: "requisition_line",
    permission: "requisitionLines.list",
    policy: requisitionLinePolicy,
    alias: "l",
    from: `FROM requisition_lines l JOIN requisitions r ON r.tenant_id = :tenant AND r.id = l.requisition_id
      WHERE l.tenant_id = :tenant AND l.item_id = :subjectId`,
    number: "r.number",
    day: "r.requested_on",
    quantity: "l.quantity",
  },
];

interface PlaceRow {
  warehouseId: Id;
  warehouseName: string;
  onHand: string | null;
  reserved: string | null;
  coming: string | null;
  wanted: string | null;
}

/** Every warehouse in which the item lies, is coming or is wanted. */
async function readPlaces(ctx: Ctx, itemId: Id) {
  const rows = await ctx.rows<PlaceRow>(
    `SELECT w.id AS warehouseId, w.name AS warehouseName, s.on_hand AS onHand, s.reserved,
       (SELECT SUM(p.open_quantity) FROM supplies p WHERE p.tenant_id = :tenant AND p.item_id = :itemId
          AND p.warehouse_id = w.id AND p.state = 'open') AS coming,
       (SELECT SUM(d.quantity - d.fulfilled) FROM demands d WHERE d.tenant_id = :tenant AND d.item_id = :itemId
          AND d.warehouse_id = w.id AND d.state = 'open') AS wanted
     FROM warehouses w LEFT JOIN item_stocks s
       ON s.tenant_id = :tenant AND s.item_id = :itemId AND s.warehouse_id = w.id
     WHERE w.tenant_id = :tenant ORDER BY w.code`,
    { itemId },
  );
  const plain = (decimal: string | null) => toDecimalText(exact(decimal ?? "0"));
  return rows
    .filter((row) => row.onHand !== null || row.coming !== null || row.wanted !== null)
    .map(({ warehouseId, warehouseName, ...figures }) => ({
      warehouseId,
      warehouseName,
      onHand: plain(figures.onHand),
      reserved: plain(figures.reserved),
      coming: plain(figures.coming),
      wanted: plain(figures.wanted),
    }));
}
