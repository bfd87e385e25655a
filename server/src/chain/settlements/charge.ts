import {
  cents,
  negateCents,
  type Cents,
  type Day,
  type DecimalText,
  type PaymentStage,
} from "@quanlian/shared/domain";
import { insertRows, type Tx } from "../../kernel/db";
import type { Id } from "../../kernel/ids";
import { lockPartyBalance, openItems } from "../../ledgers/finance";
import type { ChargeKind, ChargeSide } from "@quanlian/shared/contract";
import { Charge } from "./charge.model";
import { duesOf } from "./dues.rules";

/** The document that lines are charged by. */
export interface ChargedDocument {
  side: ChargeSide;
  kind: ChargeKind;
  partyId: Id;
  ownerId: Id | null;
  departmentId: Id | null;
  sourceType: string;
  sourceId: Id;
  number: string;
  chargedOn: Day;
  /** When what it comes to falls due; null: at once. */
  stages: readonly PaymentStage[] | null;
}

export interface NewCharge {
  lineId: Id;
  orderId: Id | null;
  purchaseOrderId: Id | null;
  itemId: Id | null;
  description: string;
  unitName: string;
  quantity: DecimalText;
  unitPrice: DecimalText;
  taxRate: DecimalText;
  inclCents: Cents;
  exclCents: Cents;
  taxCents: Cents;
  /** The charge that this one takes back a part of. */
  creditsId?: Id;
}

/**
 * Charges a document's lines: a row for each, and what they come to is open on the party's account, by the days on which it falls
 * due. What comes to less than nothing is a credit, which settles other charges. The same lines of one fact cannot be charged
 * twice. A fixed number of statements.
 */
export async function charge(
  tx: Tx,
  factId: Id,
  document: ChargedDocument,
  lines: readonly NewCharge[],
): Promise<void> {
  if (lines.length === 0) return;
  const { partyId, ownerId, departmentId, side, kind, sourceType, sourceId, chargedOn } = document;
  const of = { partyId, ownerId, departmentId, side, kind, sourceType, sourceId, chargedOn };
  await lockPartyBalance(tx, partyId);
  await insertRows(
    tx,
    Charge,
    lines.map((line) => ({
      ...{ ...of, ...line, documentNumber: document.number, factId },
      creditsId: line.creditsId ?? null,
      statementId: null,
    })),
  );
  const total = cents(lines.reduce((sum, { inclCents }) => sum + inclCents, 0));
  await openItems(
    tx,
    { factId, typeOf: sourceType, occurredOn: chargedOn },
    openOf(tx, document, total),
  );
}

function openOf(tx: Tx, document: ChargedDocument, total: Cents) {
  const { partyId, ownerId, departmentId, side, sourceId, number, chargedOn } = document;
  const of = { partyId, ownerId, departmentId, side, sourceId, documentedOn: chargedOn, note: "" };
  if (total === 0) return [];
  if (total < 0) {
    const amountCents = negateCents(total);
    const credit = { direction: "credit" as const, number, dueOn: chargedOn, amountCents };
    return [{ ...of, ...credit, itemId: tx.newId() }];
  }
  return duesOf(number, total, chargedOn, document.stages).map((due) => ({
    ...{ ...of, ...due, direction: "charge" as const, itemId: tx.newId() },
  }));
}

/** Which lines of a document are charged. */
export async function chargedLines(tx: Tx, sourceType: string, sourceId: Id): Promise<Set<Id>> {
  const rows = await tx.rows<{ lineId: Id }>(
    `SELECT c.line_id AS lineId FROM charges c
     WHERE c.tenant_id = :tenant AND c.source_type = :sourceType AND c.source_id = :sourceId AND c.credits_id IS NULL`,
    { sourceType, sourceId },
  );
  return new Set(rows.map(({ lineId }) => lineId));
}
