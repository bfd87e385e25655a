import {
  cents,
  exact,
  timesRatio,
  toDecimalText,
  type Cents,
  type Exact,
} from "@quanlian/shared/domain";
import type { Tx } from "../../kernel/db";
import type { Id } from "../../kernel/ids";
import { charge, type ChargedDocument, type NewCharge } from "./charge";

/** So much of a charged line that is not to be paid. */
export interface CreditedLine {
  /** The document and its line as they were charged. */
  sourceType: string;
  sourceId: Id;
  lineId: Id;
  /** What is taken back of it, and the whole of it, in any one unit. */
  quantity: Exact;
  of: Exact;
}

/**
 * Takes back a part of what was charged for a line, at exactly what was charged: with what was credited of it before, the parts
 * sum to the whole to the cent. What was never charged needs no credit.
 */
export async function creditLine(
  tx: Tx,
  factId: Id,
  document: ChargedDocument,
  lineId: Id,
  credited: CreditedLine,
): Promise<void> {
  const charged = await readCharge(tx, document.side, credited);
  if (!charged) return;
  const { id: creditsId, credited: soFar, ...line } = charged;
  const before = exact(soFar);
  const whole = exact(charged.quantity);
  const after = before + timesRatio(whole, credited.quantity, credited.of);
  const part = (amount: bigint) =>
    timesRatio(amount, before, whole) - timesRatio(amount, after, whole);
  const inclCents = cents(Number(part(BigInt(charged.inclCents))));
  const taxCents = cents(Number(part(BigInt(charged.taxCents))));
  await charge(tx, factId, document, [
    {
      ...line,
      ...{ lineId, creditsId, quantity: toDecimalText(before - after) },
      ...{ inclCents, taxCents, exclCents: cents(inclCents - taxCents) },
      unitPrice: toDecimalText(exact(charged.unitPrice)),
      taxRate: toDecimalText(exact(charged.taxRate)),
    },
  ]);
}

type Charged = Omit<NewCharge, "creditsId" | "exclCents"> & {
  id: Id;
  /** What was credited of its quantity so far. */
  credited: string;
  taxCents: Cents;
};

const readCharge = (
  tx: Tx,
  side: ChargedDocument["side"],
  { sourceType, sourceId, lineId }: CreditedLine,
) =>
  tx.row<Charged>(
    `SELECT c.id, c.order_id AS orderId, c.purchase_order_id AS purchaseOrderId, c.item_id AS itemId, c.description,
       c.unit_name AS unitName, c.quantity, c.unit_price AS unitPrice, c.tax_rate AS taxRate, c.incl_cents AS inclCents,
       c.tax_cents AS taxCents, (SELECT COALESCE(-SUM(r.quantity), 0) FROM charges r
         WHERE r.tenant_id = :tenant AND r.credits_id = c.id) AS credited
     FROM charges c
     WHERE c.tenant_id = :tenant AND c.source_type = :sourceType AND c.source_id = :sourceId AND c.line_id = :lineId AND c.side = :side
       AND c.credits_id IS NULL ORDER BY c.id LIMIT 1`,
    { side, sourceType, sourceId, lineId },
  );
