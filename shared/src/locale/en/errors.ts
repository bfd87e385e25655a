/** What went wrong and what to do now, for each error code. */
export const errors = {
  "error.request.malformed": "The request is not valid JSON. Check it and send it again.",
  "error.request.too_large": "The request is too large. Send it in parts.",
  "error.request.invalid": "Some fields are not right. Correct each one that is marked.",
  "error.request.unknown_operation": "There is no operation {operation}.",
  "error.idempotency.key_required":
    "A write needs an Idempotency-Key header: make a new value for each action.",
  "error.idempotency.key_reused":
    "This Idempotency-Key was used for another request. Use a new one.",
  "error.rate.limited": "Too many requests. Try again in {seconds} seconds.",
  "error.auth.required": "Please sign in.",
  "error.auth.expired": "Your session has expired. Please sign in again.",
  "error.auth.bad_credentials": "The account or the password is wrong.",
  "error.auth.locked_out": "Too many failed attempts. Try again in {minutes} minutes.",
  "error.auth.forbidden": "You do not have this permission. Ask your administrator.",
  "error.auth.field_masked": "You may not fill in these fields: {fields}.",
  "error.function.not_subscribed": "Your company has not subscribed to this function: {function}.",
  "error.record.not_found": "There is no such record, or it is not yours.",
  "error.record.duplicate": "There is already such a record: {field}.",
  "error.record.in_use": "This record is in use, so this cannot be done.",
  "error.revision.stale": "Somebody has just changed this record. Reload it and try again.",
  "error.state.illegal_move": "This cannot be done in the present state ({state}).",
  "error.reference.not_found": "The record referred to does not exist: {field}.",
  "error.file.type_refused":
    "This kind of file is not accepted. Upload PDF, images, Excel, CSV or drawings.",
  "error.file.too_large": "The file is too large; at most {megabytes} MB.",
  "error.list.bad_cursor": "This place in the list is no longer valid. Start from the first page.",
  "error.list.bad_filter": "The list cannot be filtered or sorted like this: {field}.",
  "error.list.too_many_views":
    "There are too many views on this list (at most {count}). Remove some first.",
  "error.export.too_large":
    "There are {count} rows to export; at most {limit} fit at once. Narrow the filter and export in parts.",
  "error.import.faulty":
    "The file has {count} faults, all listed below. Nothing was written; correct them and import again.",
  "error.import.unreadable":
    "The file cannot be read: {reason}. Save it as Excel (.xlsx) or as CSV in UTF-8.",
  "error.job.not_cancellable": "The job is over and cannot be cancelled.",
  "error.letter.not_dead": "This message is not among the failed ones.",
  "error.user.last_administrator": "There must be at least one administrator.",
  "error.invitation.spent": "The invitation was used or has expired. Ask for a new one.",
  "error.role.frozen": "The administrator's role is fixed. Make a role of your own.",
  "error.department.cycle": "A department cannot stand below itself.",
  "error.bom.cycle": "The bill of materials contains itself: {items}.",
  "error.bom.empty":
    "This bill of materials has neither components nor operations; add some before releasing it.",
  "error.bom.frozen": "This version is in effect and cannot be changed. Make a new version.",
  "error.bom.overlap": "Version {version} is in force from {effectiveFrom}; choose a later day.",
  "error.bom.no_effective_version": "Item {code} has no bill of materials in effect on {day}.",
  "error.item.has_history":
    "Stock of item {code} has moved, so these can no longer change: {fields}. Keep their values, or make a new item.",
  "error.item.inactive": "Item {code} is not in use any more.",
  "error.party.on_hold": "Customer {name} is on hold: {reason}.",
  "error.party.not_customer": "{name} is not a customer.",
  "error.party.not_supplier": "{name} is not a supplier.",
  "error.shift.overlap":
    "The shift would overlap another one in these calendars: {calendars}. Change their shifts first.",
  "error.calendar.no_working_days":
    "The calendar has no working day in three years. Check shifts and holidays.",
  "error.stock.insufficient": "Not enough stock: {shortages}.",
  "error.stock.reserved": "Stock is reserved and cannot fall below that: {shortages}.",
  "error.lead.closed":
    "The lead is closed ({state}) and cannot be changed; reopen it first if you must.",
  "error.lead.duplicate":
    "Another open lead has the same phone, credit code or company name; merge the two.",
  "error.lead.merged": "This lead was merged into another one; go on there.",
  "error.lead.same": "A lead cannot be merged with itself; choose another one.",
  "error.lead.customer_exists":
    "The enquirer looks like a customer of yours: name that customer, or say that this is a new one.",
  "error.deal.closed":
    "The deal is closed ({state}) and cannot be changed; reopen it first if you must.",
  "error.lead.claim_cap":
    "You have claimed {cap} leads today, which is the most; claim tomorrow, or ask your manager.",
  "error.order.empty": "The order has no lines to confirm.",
  "error.order.needs_approval":
    "By your company's rules the order needs approval. Submit it first.",
  "error.order.needs_no_approval": "The order needs no approval. Confirm it.",
  "error.order_change.needs_approval":
    "By the company's rules the change needs approval. Submit it first.",
  "error.order_change.needs_no_approval": "The change needs no approval. Apply it.",
  "error.order.approval_refused": "The approval was refused: {note}",
  "error.order.on_hold": "The order is on hold: {reason}. Lift the hold before confirming it.",
  "error.order.no_ship_to":
    "Lines {lines} are shipped straight by the supplier. Enter the delivery address first.",
  "error.project.task_waits": "The task {title} is not done. Finish it first.",
  "error.project.unfinished":
    "{count} tasks or milestones are still open, so the project cannot end.",
  "error.project.has_orders": "The project still has order {number}. Cancel it first.",
  "error.order.over_credit":
    "Over the credit limit: limit {limitYuan}, in use {usedYuan}, this order {orderYuan} yuan.",
  "error.order.line_not_custom":
    "Line {line} is not a custom line, so it has no bill of materials of its own.",
  "error.order.frozen": "The order is confirmed and its lines are frozen. Make an order change.",
  "error.approval.own_request":
    "You asked for the approval of {number} yourself; somebody else who may must decide it.",
  "error.order_change.stale_preview":
    "The world has moved, and the change would do something else than its preview said. Look at the new preview before applying it.",
  "error.order_change.below_delivered":
    "{fulfilled} of a line is delivered; its quantity cannot fall below that.",
  "error.quote.empty": "Quote {number} has no line that counts; add one before sending it.",
  "error.quote.frozen": "Only a draft is edited; begin a new revision of what has been sent.",
  "error.quote.expired":
    "The quote was valid until {day}; ask the sales person to send a new revision.",
  "error.quote.closed":
    "This quote cannot be answered any more (state: {state}); look at the latest revision or ask the sales person.",
  "error.quote.not_sent": "Quote {number} has not been sent to the customer yet; send it first.",
  "error.quote.not_revisable":
    "This revision of quote {number} cannot be revised; open the latest one, or change the order if it was accepted.",
  "error.quote.already_accepted":
    "The customer has accepted an earlier revision of quote {number}; change the order instead.",
  "error.quote.not_same": "Only two revisions of the same quote can be compared.",
  "error.quote.link_invalid": "The link is wrong or has ended; ask the sales person for a new one.",
  "error.system.busy": "The system is busy. Nothing was done; try again in a moment.",
  "error.system.internal":
    "Something went wrong on our side (reference {requestId}). Try again later or tell your administrator.",
  "error.party.not_yours":
    "You are a collaborator: only its owner can hand the party on or change who works with it.",
  "error.stock.untracked": "Some items lack the right lot or serial numbers: {items}.",
  "error.stock.frozen_for_count":
    "This place is being counted ({stocktakes}). Post or cancel the count first.",
  "error.serial.not_here": "These serial numbers are not there: {serials}. Check place and owner.",
  "error.serial.in_stock": "These serial numbers are in stock already: {serials}. Please check.",
  "error.stocktake.nothing_to_count": "There is nothing to count like that. Widen the choice.",
  "error.stocktake.uncounted":
    "{count} lines are not counted yet. Count them, or choose to keep what the books say.",
  "error.period.closed": "The month of {day} is closed. Choose {firstOpenDay} or later.",
  "error.period.not_over": "{month} is not over and cannot be closed.",
  "error.period.out_of_order":
    "Months are closed and opened again one after the other; it is the turn of {month}.",
  "error.period.not_ready": "{month} cannot be closed before its check list is done: {checks}.",
  "error.receipt.over_invoiced":
    "More is invoiced than was received and not invoiced. Please check.",
  "error.cash_movement.allocated":
    "{allocatedYuan} yuan of it are allocated: reverse the allocation first.",
  "error.allocation.reversed": "This allocation has been reversed already.",
  "error.allocation.is_reversal": "This is a reversal itself: allocate anew instead.",
} as const;
