/**
 * Every way in which the product says no, with the HTTP status it maps to.
 *
 * A code is stable: clients branch on it and the locale files translate it. A code that is not listed here
 * cannot be refused with (the compiler says so), and an operation may only refuse with the codes it declares
 * beside the common ones.
 */
export const errorCodes = {
  // The request itself
  "request.malformed": 400,
  "request.too_large": 413,
  "request.invalid": 422,
  "request.unknown_operation": 404,
  "idempotency.key_required": 400,
  "idempotency.key_reused": 422,
  "rate.limited": 429,
  // Who asks
  "auth.required": 401,
  "auth.expired": 401,
  "auth.bad_credentials": 401,
  "auth.locked_out": 429,
  "auth.forbidden": 403,
  "auth.field_masked": 403,
  "function.not_subscribed": 403,
  // Records in general
  "record.not_found": 404,
  "record.duplicate": 409,
  "record.in_use": 409,
  "revision.stale": 409,
  "state.illegal_move": 409,
  "reference.not_found": 422,
  // Files, lists, imports, jobs
  "file.type_refused": 415,
  "file.too_large": 413,
  "list.bad_cursor": 422,
  "list.bad_filter": 422,
  "list.too_many_views": 409,
  "export.too_large": 422,
  "import.faulty": 422,
  "import.unreadable": 422,
  "job.not_cancellable": 409,
  "letter.not_dead": 409,
  // People
  "user.last_administrator": 409,
  "invitation.spent": 409,
  "role.frozen": 409,
  "department.cycle": 409,
  // Masters
  "bom.cycle": 409,
  "bom.empty": 409,
  "bom.frozen": 409,
  "bom.overlap": 409,
  "bom.no_effective_version": 409,
  "item.has_history": 409,
  "item.inactive": 409,
  "party.on_hold": 409,
  "party.not_customer": 409,
  "party.not_supplier": 409,
  "party.not_yours": 403,
  "calendar.no_working_days": 409,
  "shift.overlap": 409,
  // Ledgers
  "stock.insufficient": 409,
  "stock.reserved": 409,
  // Leads
  "lead.closed": 409,
  "lead.duplicate": 409,
  "lead.merged": 409,
  "lead.same": 409,
  "lead.claim_cap": 409,
  "lead.customer_exists": 409,
  "deal.closed": 409,
  "stock.untracked": 422,
  "stock.frozen_for_count": 409,
  "serial.not_here": 409,
  "serial.in_stock": 409,
  "stocktake.nothing_to_count": 409,
  "stocktake.uncounted": 409,
  "period.closed": 409,
  "period.not_over": 409,
  "period.out_of_order": 409,
  "period.not_ready": 409,
  "receipt.over_invoiced": 409,
  "receipt.over_ordered": 409,
  "receipt.dropship": 409,
  "purchase.line_taken": 409,
  "work.not_open": 409,
  "work.over_issue": 409,
  "work.over_return": 409,
  "work.over_reported": 409,
  "work.over_inspected": 409,
  "work.over_finish": 409,
  "work.gone_on": 409,
  "statement.empty": 409,
  "statement.before_last": 409,
  "statement.no_figures": 409,
  "statement.other_hash": 409,
  "statement.already_signed": 409,
  "statement.has_later": 409,
  "purchase.needs_approval": 409,
  "purchase.needs_no_approval": 409,
  "purchase.counter_awaits_approval": 409,
  "inspection.not_whole": 409,
  "inspection.order_over": 409,
  "return.over_received": 409,
  "rfq.frozen": 409,
  "rfq.nobody_asked": 409,
  "rfq.deadline_missing": 409,
  "rfq.deadline_earlier": 409,
  "rfq.not_open": 409,
  "rfq.sealed": 409,
  "rfq.answers_missing": 409,
  "rfq.lines_unanswered": 409,
  "rfq.too_many_suppliers": 409,
  "rfq.not_offered": 409,
  "rfq.below_minimum": 409,
  "rfq.line_gone": 409,
  "rfq.straight_split": 409,
  "notice.over_ordered": 409,
  "notice.mixed": 409,
  "notice.many_customers": 409,
  "notice.straight": 409,
  "shipment.not_shippable": 409,
  "shipment.over_ordered": 409,
  "shipment.mixed_terms": 409,
  "shipment.not_as_noted": 409,
  "shipment.payment_hold": 409,
  "shipment.not_answerable": 409,
  "shipment.over_answered": 409,
  "wage.month_locked": 409,
  "wage.month_running": 409,
  "purchase.below_need": 409,
  "purchase.price_missing": 409,
  "purchase.frozen": 409,
  "purchase.not_receivable": 409,
  "purchase.not_answerable": 409,
  "cash_movement.allocated": 409,
  "allocation.reversed": 409,
  "allocation.is_reversal": 409,
  // Orders
  "order.empty": 409,
  "order.needs_approval": 409,
  "order.needs_no_approval": 409,
  "order_change.needs_approval": 409,
  "order_change.needs_no_approval": 409,
  "order.approval_refused": 409,
  "order.on_hold": 409,
  "order.no_ship_to": 409,
  "project.task_waits": 409,
  "project.unfinished": 409,
  "project.has_orders": 409,
  "order.over_credit": 409,
  "order.line_not_custom": 409,
  "order.frozen": 409,
  "order.shipped": 409,
  "order.charged": 409,
  "order_change.stale_preview": 409,
  "order_change.below_delivered": 409,
  // Quotes
  "quote.empty": 409,
  "quote.frozen": 409,
  "quote.expired": 409,
  "quote.closed": 409,
  "quote.not_sent": 409,
  "quote.not_revisable": 409,
  "quote.already_accepted": 409,
  "quote.not_same": 422,
  "quote.link_invalid": 404,
  // Approvals
  "approval.own_request": 403,
  // The system
  "system.busy": 503,
  "system.internal": 500,
} as const satisfies Record<string, number>;

export type ErrorCode = keyof typeof errorCodes;

/** Codes that any operation may answer with; an operation declares only those beyond these. */
export const commonErrors: readonly ErrorCode[] = [
  "request.malformed",
  "request.too_large",
  "request.invalid",
  "request.unknown_operation",
  "idempotency.key_required",
  "idempotency.key_reused",
  "rate.limited",
  "auth.required",
  "auth.expired",
  "auth.forbidden",
  "function.not_subscribed",
  "record.not_found",
  "system.busy",
  "system.internal",
];

/** One faulty field: where it is, which rule it breaks, and what to do about it. */
export interface Issue {
  /** Path from the root of the input: `["lines", 2, "quantity"]`. */
  path: (string | number)[];
  code: string;
  message: string;
}

/** The body of every 4xx and 5xx answer. */
export interface ErrorBody {
  error: {
    code: ErrorCode;
    message: string;
    facts?: Record<string, unknown>;
    issues?: Issue[];
    requestId: string;
  };
}
