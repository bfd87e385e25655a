import {
  cents,
  exact,
  timesRatio,
  toDecimalText,
  type Cents,
  type DecimalText,
  type Exact,
} from "@quanlian/shared/domain";
import { updateRows, type Tx } from "../../kernel/db";
import { assert } from "../../kernel/errors";
import { sortedIds, type Id } from "../../kernel/ids";
import { SalesOrderLine } from "./order.model";

/** So much of an order line, in the item's base unit. */
export interface LineQuantity {
  orderLineId: Id;
  quantity: Exact;
}

/** What so much of a line comes to: the quantity in the unit that it was ordered in, and its share of the amounts. */
export interface LineShare {
  orderLineId: Id;
  orderId: Id;
  itemId: Id | null;
  unitName: string;
  quantity: DecimalText;
  unitPrice: DecimalText;
  taxRate: DecimalText;
  inclCents: Cents;
  exclCents: Cents;
  taxCents: Cents;
  /** It is charged when milestones are reached, and by nothing else. */
  billedByMilestones: boolean;
}

/** Goods of lines have left; quantities below zero take that back. The orders are locked. Answers each line's share. */
export const shipLines = (tx: Tx, moved: readonly LineQuantity[]): Promise<LineShare[]> =>
  moveLines(tx, "shippedQuantity", moved);

/** The customer has taken goods of lines as they are. */
export const acceptLines = (tx: Tx, moved: readonly LineQuantity[]): Promise<LineShare[]> =>
  moveLines(tx, "acceptedQuantity", moved);

/** Goods of lines are not to be paid, and not delivered again either. */
export const creditLines = (tx: Tx, moved: readonly LineQuantity[]): Promise<LineShare[]> =>
  moveLines(tx, "creditedQuantity", moved);

type Moved = "shippedQuantity" | "acceptedQuantity" | "creditedQuantity";

interface Line extends Record<Moved, Exact> {
  id: Id;
  orderId: Id;
  itemId: Id | null;
  unitName: string;
  quantity: Exact;
  enteredQuantity: Exact;
  unitPrice: string;
  taxRate: string;
  inclCents: Cents;
  taxCents: Cents;
  billedByMilestones: boolean;
}

/**
 * A share is what the line's amounts come to at the quantity after, less what they came to before: whatever is delivered in how
 * many parts, the parts sum to the line to the cent.
 */
async function moveLines(
  tx: Tx,
  column: Moved,
  moved: readonly LineQuantity[],
): Promise<LineShare[]> {
  const some = moved.filter(({ quantity }) => quantity !== 0n);
  if (some.length === 0) return [];
  const lines = await readLines(tx, some);
  const shares = some.map(({ orderLineId, quantity }) => {
    const line = lines.get(orderLineId);
    assert(line, "goods of an order line that is not there");
    const before = basisOf(line, column);
    line[column] += quantity;
    return shareOf(line, before, basisOf(line, column));
  });
  await updateRows(tx, SalesOrderLine, [column], [...lines.values()]);
  return shares;
}

/** What is answered of a line is accepted or credited: both together are what has come to its end. */
const basisOf = (line: Line, column: Moved): Exact =>
  column === "shippedQuantity"
    ? line.shippedQuantity
    : line.acceptedQuantity + line.creditedQuantity;

function shareOf(line: Line, before: Exact, after: Exact): LineShare {
  const part = (whole: bigint) =>
    timesRatio(whole, after, line.quantity) - timesRatio(whole, before, line.quantity);
  const inclCents = cents(Number(part(BigInt(line.inclCents))));
  const taxCents = cents(Number(part(BigInt(line.taxCents))));
  return {
    ...{ orderLineId: line.id, orderId: line.orderId, itemId: line.itemId },
    ...{ unitName: line.unitName, quantity: toDecimalText(part(line.enteredQuantity)) },
    ...{ unitPrice: toDecimalText(exact(line.unitPrice)), inclCents, taxCents },
    ...{ taxRate: toDecimalText(exact(line.taxRate)), exclCents: cents(inclCents - taxCents) },
    billedByMilestones: line.billedByMilestones,
  };
}

type Texts = Moved | "quantity" | "enteredQuantity";
type Row = Omit<Line, Texts | "billedByMilestones"> &
  Record<Texts, string> & { billedByMilestones: number | boolean };

async function readLines(tx: Tx, moved: readonly LineQuantity[]): Promise<Map<Id, Line>> {
  const rows = await tx.rows<Row>(
    `SELECT l.id, l.order_id AS orderId, l.item_id AS itemId, COALESCE(u.name, '') AS unitName, l.quantity,
       l.entered_quantity AS enteredQuantity, l.unit_price AS unitPrice, l.tax_rate AS taxRate, l.incl_cents AS inclCents,
       l.tax_cents AS taxCents, l.shipped_quantity AS shippedQuantity, l.accepted_quantity AS acceptedQuantity,
       l.credited_quantity AS creditedQuantity, l.billed_by_milestones AS billedByMilestones
     FROM sales_order_lines l LEFT JOIN units u ON u.tenant_id = :tenant AND u.id = l.unit_id
     WHERE l.tenant_id = :tenant AND l.id IN :ids`,
    { ids: sortedIds(moved.map(({ orderLineId }) => orderLineId)) },
  );
  return new Map(
    rows.map((row) => [
      row.id,
      {
        ...row,
        ...{ quantity: exact(row.quantity), enteredQuantity: exact(row.enteredQuantity) },
        ...{ shippedQuantity: exact(row.shippedQuantity) },
        ...{ acceptedQuantity: exact(row.acceptedQuantity) },
        ...{ creditedQuantity: exact(row.creditedQuantity) },
        billedByMilestones: Boolean(row.billedByMilestones),
      },
    ]),
  );
}
