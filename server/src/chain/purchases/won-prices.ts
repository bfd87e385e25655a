import { day, type Day } from "@quanlian/shared/domain";
import type { Tx } from "../../kernel/db";
import type { Id } from "../../kernel/ids";
import type { KeptPrice } from "../../masters/catalog";
import type { StoredBreak } from "./rfq.model";

interface WonLine {
  supplierId: Id;
  itemId: Id;
  breaks: string;
  minimumOrder: string;
  leadTimeDays: number | null;
  includesTax: boolean;
  validUntil: Day | null;
}

/** What the winners of a request have said for the lines that they won, break by break: their prices from today on. */
export async function wonPrices(tx: Tx, rfqId: Id): Promise<KeptPrice[]> {
  const rows = await tx.rows<WonLine>(
    `SELECT a.supplier_id AS supplierId, l.item_id AS itemId, a.breaks, a.minimum_order AS minimumOrder,
       a.lead_time_days AS leadTimeDays, i.includes_tax AS includesTax, i.valid_until AS validUntil
     FROM rfq_invitation_lines a
       JOIN rfq_lines l ON l.tenant_id = :tenant AND l.id = a.rfq_line_id AND l.rfq_id = :rfqId
       JOIN rfq_invitations i ON i.tenant_id = :tenant AND i.id = a.invitation_id
     WHERE a.tenant_id = :tenant AND a.awarded_quantity > 0 ORDER BY a.id`,
    { rfqId },
  );
  return rows
    .filter(({ validUntil }) => validUntil === null || validUntil >= tx.today)
    .flatMap(({ breaks, validUntil, ...row }) =>
      (JSON.parse(breaks) as StoredBreak[]).map((each, at) => ({
        ...{ ...row, includesTax: Boolean(row.includesTax), unitPrice: each.unitPrice },
        // His first price holds from the first piece on; how little he sells is his minimum.
        minQuantity: at === 0 ? "0" : each.minQuantity,
        validTo: validUntil === null ? null : day(validUntil),
      })),
    );
}
