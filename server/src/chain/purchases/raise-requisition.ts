import { toDecimalText, type Day, type Exact } from "@quanlian/shared/domain";
import { insertRow, insertRows, type Tx } from "../../kernel/db";
import type { Id } from "../../kernel/ids";
import { prefixes, takeNumber } from "../../kernel/numbering";
import { Requisition, RequisitionLine } from "./requisition.model";
import { requisitionLineStates } from "./requisition.states";

/** One item that the plan is short of. */
export interface PlannedRequisitionLine {
  id: Id;
  itemId: Id;
  warehouseId: Id;
  quantity: Exact;
  startOn: Day;
  neededOn: Day;
  dueOn: Day;
  /** The supplier ships it straight to the customer. */
  straightTo?: { orderLineId: Id; shipTo: object } | undefined;
}

/**
 * Raises one requisition for all that a plan must buy; nothing to buy raises none. Two statements. Answers its number.
 */
export async function raiseRequisition(
  tx: Tx,
  factId: Id,
  lines: readonly PlannedRequisitionLine[],
): Promise<string | null> {
  if (lines.length === 0) return null;
  const id = tx.newId();
  const number = await takeNumber(tx, prefixes.requisition);
  await insertRow(tx, Requisition, { id, number, origin: "plan", factId, requestedOn: tx.today });
  await insertRows(
    tx,
    RequisitionLine,
    lines.map((line, i) => ({
      id: line.id,
      requisitionId: id,
      lineNo: i + 1,
      itemId: line.itemId,
      warehouseId: line.warehouseId,
      state: requisitionLineStates.initial,
      quantity: line.quantity,
      orderBy: line.startOn,
      neededOn: line.neededOn,
      dueOn: line.dueOn,
      orderLineId: line.straightTo?.orderLineId ?? null,
      shipTo: line.straightTo?.shipTo ?? null,
    })),
  );
  tx.record({
    type: "requisition",
    id,
    number,
    before: null,
    after: {
      lines: lines.map(({ itemId, quantity, dueOn }) => ({
        itemId,
        quantity: toDecimalText(quantity),
        dueOn,
      })),
    },
  });
  return number;
}
