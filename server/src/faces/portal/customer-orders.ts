import type { PortalOrder } from "@quanlian/shared/contract";
import { exact, ONE, timesRatio, toDecimalText } from "@quanlian/shared/domain";
import { onBooks, type Ctx } from "../../kernel/access";
import { refuseNotFound } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";

type Around = "lines" | "shipments" | "quote";
type Head = Omit<PortalOrder, Around | "exclCents" | "taxCents">;

/** A draft is ours alone until it is promised. */
const HEAD = `
  SELECT o.id, o.number, o.state, o.ordered_on AS orderedOn, o.requested_on AS requestedOn,
    o.promised_on AS promisedOn, COALESCE(o.customer_reference, '') AS customerReference, o.incl_cents AS inclCents`;
const OWN = `o.tenant_id = :tenant AND o.customer_id = :party AND o.confirmed_at IS NOT NULL`;

/** A customer's own orders, the newest first. Ids are time-ordered, so the page after one begins below its id. */
export async function listOwnOrders(
  ctx: Ctx,
  { before, limit }: { before?: Id; limit: number },
): Promise<{ rows: Head[]; next: Id | null }> {
  const rows = await ctx.rows<Head>(
    `${HEAD} FROM sales_orders o WHERE ${OWN} AND o.id < :beforeId ORDER BY o.id DESC LIMIT :most`,
    { beforeId: before ?? LAST_ID, most: limit + 1 },
  );
  const page = rows.slice(0, limit);
  return { rows: page, next: rows.length > limit ? page[page.length - 1]!.id : null };
}

const LAST_ID: Id = "9223372036854775807";

/** One of them; anybody else's is "not found". */
export async function showOwnOrder(ctx: Ctx, orderId: Id): Promise<PortalOrder> {
  const head = await ctx.row<Omit<PortalOrder, Around> & { quoteId: Id | null }>(
    `${HEAD}, o.excl_cents AS exclCents, o.tax_cents AS taxCents, o.quote_id AS quoteId
     FROM sales_orders o WHERE ${OWN} AND o.id = :orderId`,
    { orderId },
  );
  if (!head) refuseNotFound("order");
  const { quoteId, ...shown } = head;
  return {
    ...shown,
    lines: await readOwnLines(ctx, orderId),
    shipments: await readShipments(ctx, orderId),
    quote: quoteId === null ? null : await readQuote(ctx, quoteId),
  };
}

/** Far more than any order is delivered in. */
const MOST_SHIPMENTS = 100;

async function readShipments(ctx: Ctx, orderId: Id): Promise<PortalOrder["shipments"]> {
  const rows = await ctx.rows<
    Omit<PortalOrder["shipments"][number], "deliveredAt"> & { deliveredAt: Date | null }
  >(
    `SELECT DISTINCT s.id, s.number, s.state, COALESCE(s.carrier, '') AS carrier, COALESCE(s.waybill, '') AS waybill,
       s.shipped_on AS shippedOn, s.delivered_at AS deliveredAt, COALESCE(s.signed_by, '') AS signedBy
     FROM shipments s
       JOIN shipment_lines l ON l.tenant_id = :tenant AND l.customer_id = :party AND l.shipment_id = s.id
     WHERE s.tenant_id = :tenant AND s.customer_id = :party AND s.dispatched_at IS NOT NULL AND l.order_id = :orderId
     ORDER BY s.id DESC LIMIT ${MOST_SHIPMENTS}`,
    { orderId },
  );
  return rows.map((row) => ({ ...row, deliveredAt: row.deliveredAt?.toISOString() ?? null }));
}

const readQuote = async (ctx: Ctx, quoteId: Id) =>
  (await ctx.row<{ id: Id; number: string }>(
    `SELECT q.id, q.number FROM quotes q
     WHERE q.tenant_id = :tenant AND q.customer_id = :party AND q.sent_at IS NOT NULL AND q.id = :quoteId`,
    { quoteId },
  )) ?? null;

type Line = PortalOrder["lines"][number];

/** Of a quantity in the item's base unit, what that is in the unit that the customer ordered in. */
const inOwnUnit = (quantity: string, factor: string) =>
  toDecimalText(timesRatio(exact(quantity), ONE, exact(factor)));

async function readOwnLines(ctx: Ctx, orderId: Id): Promise<Line[]> {
  const rows = await ctx.rows<Line & { itemId: Id | null; unitId: Id | null; factor: string }>(
    `SELECT l.id, l.line_no AS lineNo, l.item_id AS itemId, l.unit_id AS unitId, COALESCE(l.description, '') AS description,
       l.entered_quantity AS quantity, l.unit_price AS unitPrice, l.incl_cents AS inclCents, l.requested_on AS requestedOn,
       l.promised_on AS promisedOn, l.unit_factor AS factor, l.planned_quantity AS plannedQuantity,
       l.reserved_quantity AS reservedQuantity, l.shipped_quantity AS shippedQuantity,
       l.accepted_quantity AS acceptedQuantity
     FROM sales_order_lines l
     WHERE l.tenant_id = :tenant AND l.customer_id = :party AND l.order_id = :orderId AND l.state <> 'removed' ORDER BY l.line_no`,
    { orderId },
  );
  const names = await namesOf(ctx, rows);
  return rows.map(({ itemId, unitId, factor, ...line }) => ({
    ...line,
    quantity: toDecimalText(exact(line.quantity)),
    plannedQuantity: inOwnUnit(line.plannedQuantity, factor),
    reservedQuantity: inOwnUnit(line.reservedQuantity, factor),
    shippedQuantity: inOwnUnit(line.shippedQuantity, factor),
    acceptedQuantity: inOwnUnit(line.acceptedQuantity, factor),
    unitPrice: toDecimalText(exact(line.unitPrice)),
    itemName: names.get(itemId ?? "") ?? "",
    unit: names.get(unitId ?? "") ?? "",
  }));
}

/**
 * Items and units carry no customer, so a customer cannot read them; the names of what stands on his own order he may
 * know. They are read on the books, by the ids that his own lines gave.
 */
async function namesOf(
  ctx: Ctx,
  lines: readonly { itemId: Id | null; unitId: Id | null }[],
): Promise<Map<Id, string>> {
  const rows = await onBooks(ctx).rows<{ id: Id; name: string }>(
    `SELECT i.id, i.name FROM items i WHERE i.tenant_id = :tenant AND i.id IN :itemIds
     UNION ALL SELECT u.id, u.name FROM units u WHERE u.tenant_id = :tenant AND u.id IN :unitIds`,
    {
      itemIds: lines.flatMap((line) => line.itemId ?? []),
      unitIds: lines.flatMap((line) => line.unitId ?? []),
    },
  );
  return new Map(rows.map((row) => [row.id, row.name]));
}
