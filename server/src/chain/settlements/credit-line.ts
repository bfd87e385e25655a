import {
  cents,
  exact,
  timesRatio,
  toDecimalText,
  type Cents,
  type Exact,
} from "@quanlian/shared/domain";
import type { Tx } from "../../kernel/db";
import { sortedIds, type Id } from "../../kernel/ids";
import { charge, type ChargedDocument, type NewCharge } from "./charge";

/** The document that lines were charged by. */
interface ChargedSource {
  sourceType: string;
  sourceId: Id;
}

/** So much of a charged line that is not to be paid. */
export interface CreditedPart {
  /** The line of the document that takes it back, and the one that was charged. */
  lineId: Id;
  chargedLineId: Id;
  /** What is taken back of it, and the whole of it, in any one unit. */
  quantity: Exact;
  of: Exact;
}

/** One line alone, as a claim names it. */
export interface CreditedLine extends ChargedSource {
  lineId: Id;
  quantity: Exact;
  of: Exact;
}

/** The same for a single line. */
export async function creditLine(
  tx: Tx,
  factId: Id,
  document: ChargedDocument,
  lineId: Id,
  { lineId: chargedLineId, quantity, of, ...source }: CreditedLine,
): Promise<void> {
  await creditLines(tx, factId, document, source, [{ lineId, chargedLineId, quantity, of }]);
}

/**
 * Takes back parts of what a document was charged for, at exactly what was charged: with what was credited of a line before, its parts
 * sum to the whole to the cent. What was never charged needs no credit. Answers what is taken back without tax, by line.
 */
export async function creditLines(
  tx: Tx,
  factId: Id,
  document: ChargedDocument,
  source: ChargedSource,
  parts: readonly CreditedPart[],
): Promise<ReadonlyMap<Id, Cents>> {
  const charged = await readCharges(tx, document.side, source, parts);
  const credits = parts.flatMap((part): NewCharge[] => {
    const line = charged.get(part.chargedLineId);
    return line ? [creditOf(line, part)] : [];
  });
  await charge(tx, factId, document, credits);
  const back = new Map(credits.map(({ lineId, exclCents }) => [lineId, cents(0 - exclCents)]));
  return new Map(parts.map(({ lineId }) => [lineId, back.get(lineId) ?? cents(0)]));
}

/** The credit of a part; what is credited of the line so far moves on with it. */
function creditOf(line: Charged, { lineId, quantity, of }: CreditedPart): NewCharge {
  const { id: creditsId, credited: before, ...charged } = line;
  const whole = exact(charged.quantity);
  const after = before + timesRatio(whole, quantity, of);
  line.credited = after;
  const part = (amount: bigint) =>
    timesRatio(amount, before, whole) - timesRatio(amount, after, whole);
  const inclCents = cents(Number(part(BigInt(charged.inclCents))));
  const taxCents = cents(Number(part(BigInt(charged.taxCents))));
  return {
    ...charged,
    ...{ lineId, creditsId, quantity: toDecimalText(before - after) },
    ...{ inclCents, taxCents, exclCents: cents(inclCents - taxCents) },
    unitPrice: toDecimalText(exact(charged.unitPrice)),
    taxRate: toDecimalText(exact(charged.taxRate)),
  };
}

type Charged = Omit<NewCharge, "creditsId" | "exclCents" | "lineId"> & {
  id: Id;
  chargedLineId: Id;
  /** What was credited of its quantity so far. */
  credited: Exact;
};

/** The first charge of each line; what was credited of it before is read under the party's lock by whoever charges. */
async function readCharges(
  tx: Tx,
  side: ChargedDocument["side"],
  { sourceType, sourceId }: ChargedSource,
  parts: readonly CreditedPart[],
): Promise<Map<Id, Charged>> {
  const rows = await tx.rows<Omit<Charged, "credited"> & { credited: string }>(
    `SELECT c.id, c.line_id AS chargedLineId, c.order_id AS orderId, c.purchase_order_id AS purchaseOrderId,
       c.item_id AS itemId, c.description, c.unit_name AS unitName, c.quantity, c.unit_price AS unitPrice,
       c.tax_rate AS taxRate, c.incl_cents AS inclCents, c.tax_cents AS taxCents,
       (SELECT COALESCE(-SUM(r.quantity), 0) FROM charges r
        WHERE r.tenant_id = :tenant AND r.credits_id = c.id) AS credited
     FROM charges c
     WHERE c.tenant_id = :tenant AND c.source_type = :sourceType AND c.source_id = :sourceId
       AND c.line_id IN :lineIds AND c.side = :side AND c.credits_id IS NULL ORDER BY c.id DESC`,
    { side, sourceType, sourceId, lineIds: sortedIds(parts.map((part) => part.chargedLineId)) },
  );
  // Later rows of a Map win: the first charge of a line is the one that is credited.
  return new Map(rows.map((row) => [row.chargedLineId, { ...row, credited: exact(row.credited) }]));
}
