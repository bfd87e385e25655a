import type { OrderProfit } from "@quanlian/shared/contract";
import { cents, type Cents } from "@quanlian/shared/domain";
import { orderPolicy } from "../../chain/orders";
import { isMasked, rowPredicate, type Ctx } from "../../kernel/access";
import { refuseNotFound } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";

const NAME = "orders.profit";

type Line = OrderProfit["lines"][number];
interface Row {
  orderLineId: Id;
  lineNo: number;
  itemName: string;
  revenueCents: Cents;
  goodsCents: Cents;
  straightCents: Cents;
}

/**
 * Of an order that the actor may see: what was charged for it without tax, less credits; what its goods were worth as they left our
 * stock, which is material and labour at planned cost; and what suppliers have charged for what they shipped straight. Charges by
 * milestones belong to the order as a whole. Two statements.
 */
export async function showOrderProfit(ctx: Ctx, orderId: Id): Promise<OrderProfit> {
  const head = await ctx.row<{ number: string; revenueCents: Cents }>(
    `SELECT o.number, CAST((SELECT COALESCE(SUM(c.excl_cents), 0) FROM charges c
         WHERE c.tenant_id = :tenant AND c.order_id = o.id AND c.side = 'receivable') AS SIGNED) AS revenueCents
     FROM sales_orders o WHERE o.tenant_id = :tenant AND o.id = :orderId
       AND ${rowPredicate(ctx.actor, orderPolicy, NAME, "o")}`,
    { orderId },
  );
  if (!head) refuseNotFound("order");
  const shownCost = !isMasked(ctx.actor, NAME, "cost");
  const shown = { cost: shownCost, profit: shownCost && !isMasked(ctx.actor, NAME, "margin") };
  const rows = await ctx.rows<Row>(LINES, { orderId });
  const lines = rows.map(({ orderLineId, lineNo, itemName, ...figures }): Line => ({
    ...{ orderLineId, lineNo, itemName, ...presented(figures, shown) },
  }));
  const sum = (field: "goodsCents" | "straightCents") =>
    cents(rows.reduce((total, row) => total + row[field], 0));
  const whole = {
    revenueCents: head.revenueCents,
    ...{ goodsCents: sum("goodsCents"), straightCents: sum("straightCents") },
  };
  return { orderId, number: head.number, ...presented(whole, shown), lines };
}

type Figures = Pick<Row, "revenueCents" | "goodsCents" | "straightCents">;

function presented(
  { revenueCents, goodsCents, straightCents }: Figures,
  shown: { cost: boolean; profit: boolean },
) {
  return {
    revenueCents,
    goodsCents: shown.cost ? goodsCents : null,
    straightCents: shown.cost ? straightCents : null,
    profitCents: shown.profit ? cents(revenueCents - goodsCents - straightCents) : null,
  };
}

/** A delivery is charged by its line, a claim by its own id; both lead to the order's line. */
const LINES = `
  SELECT l.id AS orderLineId, l.line_no AS lineNo, COALESCE(i.name, l.description, '') AS itemName,
    CAST(COALESCE(r.cents, 0) AS SIGNED) AS revenueCents, CAST(COALESCE(g.cents, 0) AS SIGNED) AS goodsCents,
    CAST(COALESCE(p.cents, 0) AS SIGNED) AS straightCents
  FROM sales_order_lines l
    LEFT JOIN items i ON i.tenant_id = :tenant AND i.id = l.item_id
    LEFT JOIN (SELECT d.order_line_id, SUM(c.excl_cents) AS cents FROM charges c
        LEFT JOIN claims m ON m.tenant_id = :tenant AND c.source_type = 'claim' AND m.id = c.source_id
        JOIN shipment_lines d ON d.tenant_id = :tenant AND d.id = COALESCE(m.shipment_line_id, c.line_id)
      WHERE c.tenant_id = :tenant AND c.order_id = :orderId AND c.side = 'receivable'
      GROUP BY d.order_line_id) r ON r.order_line_id = l.id
    LEFT JOIN (SELECT d.order_line_id, -SUM(m.value_cents) AS cents FROM shipment_lines d
        JOIN shipment_picks k ON k.tenant_id = :tenant AND k.line_id = d.id
        JOIN stock_moves m ON m.tenant_id = :tenant AND m.source_type = 'shipment' AND m.source_id = d.shipment_id
          AND m.line_id = k.id
      WHERE d.tenant_id = :tenant AND d.order_id = :orderId GROUP BY d.order_line_id) g ON g.order_line_id = l.id
    LEFT JOIN (SELECT d.order_line_id, SUM(c.excl_cents) AS cents FROM shipment_lines d
        LEFT JOIN claims m ON m.tenant_id = :tenant AND m.shipment_line_id = d.id
        JOIN charges c ON c.tenant_id = :tenant AND c.side = 'payable' AND (c.source_type = 'shipment' AND c.line_id = d.id
          OR c.source_type = 'claim' AND c.line_id = m.id)
      WHERE d.tenant_id = :tenant AND d.order_id = :orderId AND d.purchase_order_line_id IS NOT NULL
      GROUP BY d.order_line_id) p ON p.order_line_id = l.id
  WHERE l.tenant_id = :tenant AND l.order_id = :orderId AND l.state <> 'removed' ORDER BY l.line_no`;
