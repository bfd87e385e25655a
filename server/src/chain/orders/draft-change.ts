import type { InputOf, OrderEdit, orderChangesContract } from "@quanlian/shared/contract";
import { translate } from "@quanlian/shared/locale";
import type { Day } from "@quanlian/shared/domain";
import type { Ctx } from "../../kernel/access";
import { insertRow, insertRows, loadForUpdate, transact, type Tx } from "../../kernel/db";
import { refuse, refuseFaults } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { prefixes, takeNumber } from "../../kernel/numbering";
import { findCustomerTerms } from "../../masters/parties";
import type { ApprovalReason } from "../../workflow";
import { checkLines } from "./draft-lines";
import { OrderChange, OrderChangeEdit } from "./order-change.model";
import { findChange } from "./order-change.queries";
import { judgeChange } from "./judge-change";
import { editLines, unknownLines } from "./order-change.rules";
import { orderChangeStates } from "./order-change.states";
import { SalesOrder } from "./order.model";
import { orderPolicy } from "./order.policy";
import { readLines } from "./order.queries";

/** Writes down how a confirmed order is to change. Nothing happens to it until the change is applied. */
export function draftChange(
  ctx: Ctx,
  { orderId, reason, edits }: InputOf<(typeof orderChangesContract)["orderChanges.draft"]>,
) {
  return transact(ctx, async (tx) => {
    const order = await loadForUpdate(tx, SalesOrder, orderPolicy, "orderChanges.draft", orderId);
    tx.authorize("orderChanges.draft", orderPolicy, order);
    if (order.state !== "confirmed") refuse("state.illegal_move", { state: order.state });
    const approvalReasons = await checkEdits(tx, order, edits);

    const id = tx.newId();
    const number = await takeNumber(tx, prefixes.orderChange);
    const { customerId, ownerId, departmentId } = order;
    const whose = { customerId, ownerId, departmentId };
    const state = orderChangeStates.initial;
    await insertRow(tx, OrderChange, {
      ...{ id, number, orderId, ...whose, state, reason, approvalReasons },
    });
    await insertRows(
      tx,
      OrderChangeEdit,
      edits.map((edit, at) => editRow(id, edit, at)),
    );
    const after = { state, orderId, edits: edits.length };
    tx.record({ type: "order_change", id, number, ...whose, before: null, after, reason });
    return findChange(tx, "orderChanges.draft", id);
  });
}

/**
 * Every edit names an open line of the order, and what is added could stand in an order. All faults at once. Answers what the
 * change needs agreement for.
 */
async function checkEdits(
  tx: Tx,
  order: SalesOrder,
  edits: readonly OrderEdit[],
): Promise<ApprovalReason[]> {
  const before = await readLines(tx, order.id);
  const faults = unknownLines(before, edits).map(({ at, lineId }) => ({
    path: ["edits", at, "lineId"],
    code: "issue.reference",
    message: translate(tx.language, "issue.reference", { value: lineId }),
  }));
  refuseFaults(faults, "reference.not_found");
  const lastNo = before.reduce((last, line) => Math.max(last, line.lineNo), 0);
  const added = (await checkAdded(tx, order, edits)).map((line, at) => ({
    ...{ ...line, lineNo: lastNo + at + 1 },
  }));
  const edited = editLines(before, edits, order.pricesIncludeTax);
  return judgeChange(tx, order, { before, edited, added });
}

/** The lines to be added, checked against the masters and priced. */
export async function checkAdded(tx: Tx, order: SalesOrder, edits: readonly OrderEdit[]) {
  const lines = edits.flatMap((edit) => (edit.kind === "add" ? [edit.line] : []));
  if (lines.length === 0) return [];
  const terms = await findCustomerTerms(tx, order.customerId);
  if (!terms) refuse("reference.not_found", { field: "customerId" });
  const { requestedOn, pricesIncludeTax } = order;
  return checkLines(tx, { lines, requestedOn, pricesIncludeTax }, terms.taxRate);
}

const editRow = (changeId: Id, edit: OrderEdit, at: number) => ({
  changeId,
  editNo: at + 1,
  kind: edit.kind,
  orderLineId: edit.kind === "add" ? null : edit.lineId,
  quantity: edit.kind === "edit" ? (edit.quantity ?? null) : null,
  unitPrice: edit.kind === "edit" ? (edit.unitPrice ?? null) : null,
  requestedOn: edit.kind === "edit" ? ((edit.requestedOn as Day | undefined) ?? null) : null,
  addedLine: edit.kind === "add" ? edit.line : null,
});
