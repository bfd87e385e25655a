import type { PortalOrder } from "@quanlian/shared/contract";
import { exact, ONE, timesRatio, toDecimalText } from "@quanlian/shared/domain";
import { onBooks, type Ctx } from "../../kernel/access";
import { refuseNotFound } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";

type Head = Omit<PortalOrder, "lines" | "exclCents" | "taxCents">;

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
  const head = await ctx.row<Omit<PortalOrder, "lines">>(
    `${HEAD}, o.excl_cents AS exclCents, o.tax_cents AS taxCents
     FROM sales_orders o WHERE ${OWN} AND o.id = :orderId`,
    { orderId },
  );
  if (!head) refuseNotFound("order");
  return { ...head, lines: await readOwnLines(ctx, orderId) };
}

type Line = PortalOrder["lines"][number];

/** Of a quantity in the item's base unit, what that is in the unit that the customer ordered in. */
const inOwnUnit = (quantity: string, factor: string) =>
  toDecimalText(timesRatio(exact(quantity), ONE, exact(factor)));

async function readOwnLines(ctx: Ctx, orderId: Id): Promise<Line[]> {
  const rows = await ctx.rows<Line & { itemId: Id | null; unitId: Id | null; factor: string }>(
    `SELECT l.id, l.line_no AS lineNo, l.item_id AS itemId, l.unit_id AS unitId, COALESCE(l.description, '') AS description,
       l.entered_quantity AS quantity, l.unit_price AS unitPrice, l.incl_cents AS inclCents, l.requested_on AS requestedOn,
       l.promised_on AS promisedOn, l.unit_factor AS factor, l.shipped_quantity AS shippedQuantity,
       l.accepted_quantity AS acceptedQuantity
     FROM sales_order_lines l
     WHERE l.tenant_id = :tenant AND l.customer_id = :party AND l.order_id = :orderId AND l.state <> 'removed' ORDER BY l.line_no`,
    { orderId },
  );
  const names = await namesOf(ctx, rows);
  return rows.map(({ itemId, unitId, factor, ...line }) => ({
    ...line,
    quantity: toDecimalText(exact(line.quantity)),
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
