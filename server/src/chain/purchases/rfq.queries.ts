import type { Cents, Day } from "@quanlian/shared/domain";
import { rowPredicate, type Ctx } from "../../kernel/access";
import { refuseNotFound } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { rfqPolicy } from "./rfq.policy";
import type { StoredBreak } from "./rfq.model";
import type { RfqInvitationState, RfqState } from "./rfq.states";

export interface RfqHeader {
  id: Id;
  number: string;
  state: RfqState;
  revision: number;
  ownerId: Id | null;
  departmentId: Id | null;
  answerBy: Date | null;
  note: string | null;
  sentAt: Date | null;
  closedAt: Date | null;
  awardedAt: Date | null;
  cancelReason: string | null;
}

export interface RfqLineRecord {
  id: Id;
  lineNo: number;
  requisitionLineId: Id | null;
  needState: "open" | "in_rfq" | "ordered" | "cancelled" | "done" | null;
  needQuantity: string | null;
  itemId: Id;
  warehouseId: Id;
  itemCode: string;
  itemName: string;
  unit: string;
  quantity: string;
  dueOn: Day;
  note: string | null;
}

export interface InvitationRecord {
  id: Id;
  supplierId: Id;
  supplierName: string;
  state: RfqInvitationState;
  revision: number;
  includesTax: boolean;
  taxRate: string;
  freightCents: Cents;
  validUntil: Day | null;
  answerNote: string | null;
  declineReason: string | null;
  viewedAt: Date | null;
  answeredAt: Date | null;
  purchaseOrderId: Id | null;
}

export interface InvitationLineRecord {
  id: Id;
  invitationId: Id;
  rfqLineId: Id;
  lineNo: number;
  itemCode: string;
  itemName: string;
  unit: string;
  quantity: string;
  dueOn: Day;
  note: string | null;
  state: "asked" | "offered" | "declined";
  breaks: StoredBreak[];
  minimumOrder: string;
  leadTimeDays: number | null;
  declineReason: string | null;
  awardedQuantity: string;
}

/** One request within the actor's rule under the permission; otherwise not found. */
export async function readRfq(ctx: Ctx, permission: string, rfqId: Id): Promise<RfqHeader> {
  const header = await ctx.row<RfqHeader>(
    `SELECT r.id, r.number, r.state, r.revision, r.owner_id AS ownerId, r.department_id AS departmentId,
       r.answer_by AS answerBy, r.note, r.sent_at AS sentAt, r.closed_at AS closedAt, r.awarded_at AS awardedAt,
       r.cancel_reason AS cancelReason
     FROM rfqs r WHERE r.tenant_id = :tenant AND r.id = :rfqId
       AND ${rowPredicate(ctx.actor, rfqPolicy, permission, "r")}`,
    { rfqId },
  );
  if (!header) refuseNotFound("rfq");
  return header;
}

/** The lines of a request that was found within the actor's rule, with what has become of the need. */
export const readRfqLines = (ctx: Ctx, rfqId: Id): Promise<RfqLineRecord[]> =>
  ctx.rows<RfqLineRecord>(
    `SELECT l.id, l.line_no AS lineNo, l.requisition_line_id AS requisitionLineId, q.state AS needState,
       q.quantity AS needQuantity, l.item_id AS itemId, l.warehouse_id AS warehouseId, l.item_code AS itemCode,
       l.item_name AS itemName, l.unit_name AS unit, l.quantity, l.due_on AS dueOn, l.note
     FROM rfq_lines l
       LEFT JOIN requisition_lines q ON q.tenant_id = :tenant AND q.id = l.requisition_line_id
     WHERE l.tenant_id = :tenant AND l.rfq_id = :rfqId ORDER BY l.line_no`,
    { rfqId },
  );

/** Whom a draft will ask, by name. */
export const readCandidates = (
  ctx: Ctx,
  rfqId: Id,
): Promise<{ supplierId: Id; supplierName: string }[]> =>
  ctx.rows(
    `SELECT c.supplier_id AS supplierId, p.name AS supplierName FROM rfq_candidates c
       JOIN parties p ON p.tenant_id = :tenant AND p.id = c.supplier_id
     WHERE c.tenant_id = :tenant AND c.rfq_id = :rfqId ORDER BY p.name, c.supplier_id`,
    { rfqId },
  );

/** Who has been asked, by name, with the head of each answer. Whoever shows it decides what is still sealed. */
export async function readInvitations(ctx: Ctx, rfqId: Id): Promise<InvitationRecord[]> {
  const rows = await ctx.rows<InvitationRecord>(
    `SELECT i.id, i.supplier_id AS supplierId, p.name AS supplierName, i.state, i.revision,
       i.includes_tax AS includesTax, i.tax_rate AS taxRate, i.freight_cents AS freightCents,
       i.valid_until AS validUntil, i.answer_note AS answerNote, i.decline_reason AS declineReason,
       i.viewed_at AS viewedAt, i.answered_at AS answeredAt, i.purchase_order_id AS purchaseOrderId
     FROM rfq_invitations i JOIN parties p ON p.tenant_id = :tenant AND p.id = i.supplier_id
     WHERE i.tenant_id = :tenant AND i.rfq_id = :rfqId ORDER BY p.name, i.id`,
    { rfqId },
  );
  return rows.map((row) => ({ ...row, includesTax: Boolean(row.includesTax) }));
}

/** What some suppliers are asked and answer, line by line. A supplier reads his own alone, by the party of his scope. */
export async function readInvitationLines(
  ctx: Ctx,
  invitationIds: readonly Id[],
): Promise<InvitationLineRecord[]> {
  const { scope } = ctx;
  const own = scope.kind === "tenant" && scope.party !== null ? "l.supplier_id = :party" : "1 = 1";
  const rows = await ctx.rows<Omit<InvitationLineRecord, "breaks"> & { breaks: string }>(
    `SELECT l.id, l.invitation_id AS invitationId, l.rfq_line_id AS rfqLineId, l.line_no AS lineNo,
       l.item_code AS itemCode, l.item_name AS itemName, l.unit_name AS unit, l.quantity, l.due_on AS dueOn, l.note,
       l.state, l.breaks, l.minimum_order AS minimumOrder, l.lead_time_days AS leadTimeDays,
       l.decline_reason AS declineReason, l.awarded_quantity AS awardedQuantity
     FROM rfq_invitation_lines l
     WHERE l.tenant_id = :tenant AND l.invitation_id IN :invitationIds AND ${own}
     ORDER BY l.invitation_id, l.line_no`,
    { invitationIds },
  );
  return rows.map((row) => ({ ...row, breaks: JSON.parse(row.breaks) as StoredBreak[] }));
}
