import { exact, toDecimalText, type Day, type Exact } from "@quanlian/shared/domain";
import { insertRows, updateRows, type Tx } from "../../kernel/db";
import { sortedIds, type Id } from "../../kernel/ids";
import type { LineRow } from "./move-requisition-lines";
import { RequisitionLine } from "./requisition.model";
import { requisitionLineStates } from "./requisition.states";

/** A locked line and the parts that it falls into; the first part keeps the line. */
export interface Split {
  line: LineRow;
  parts: readonly { id: Id; quantity: Exact }[];
}

interface Rest {
  id: Id;
  requisitionId: Id;
  itemId: Id;
  warehouseId: Id;
  orderBy: Day;
  neededOn: Day;
  dueOn: Day;
  suggestedSupplierId: Id | null;
  lastNo: number;
}

/**
 * Splits lines so that several suppliers can each be given a part: every order line orders one requisition line, and so one
 * supply of the plan, which the caller's flow splits alike. The further parts begin in the pool. Parts may together be more than
 * was asked for, never less.
 */
export async function splitRequisitionLines(tx: Tx, splits: readonly Split[]): Promise<void> {
  if (splits.length === 0) return;
  const rows = await tx.rows<Rest>(
    `SELECT l.id, l.requisition_id AS requisitionId, l.item_id AS itemId, l.warehouse_id AS warehouseId,
       l.order_by AS orderBy, l.needed_on AS neededOn, l.due_on AS dueOn, l.suggested_supplier_id AS suggestedSupplierId,
       (SELECT MAX(o.line_no) FROM requisition_lines o
        WHERE o.tenant_id = :tenant AND o.requisition_id = l.requisition_id) AS lastNo
     FROM requisition_lines l WHERE l.tenant_id = :tenant AND l.id IN :ids`,
    { ids: sortedIds(splits.map(({ line }) => line.id)) },
  );
  const byId = new Map(rows.map((row) => [row.id, row]));
  const lastNos = new Map<Id, number>();
  const state = requisitionLineStates.initial;
  const opened = splits.flatMap(({ line, parts }) =>
    parts.slice(1).map(({ id, quantity }) => {
      const { lastNo, ...like } = byId.get(line.id)!;
      const lineNo = (lastNos.get(line.requisitionId) ?? Number(lastNo)) + 1;
      lastNos.set(line.requisitionId, lineNo);
      return { ...like, id, lineNo, quantity, state, splitFromId: line.id };
    }),
  );
  await updateRows(
    tx,
    RequisitionLine,
    ["quantity"],
    splits.map(({ line, parts }) => ({ id: line.id, quantity: parts[0]!.quantity })),
  );
  await insertRows(tx, RequisitionLine, opened);
  recordSplits(tx, splits, opened);
}

function recordSplits(
  tx: Tx,
  splits: readonly Split[],
  opened: readonly { requisitionId: Id; lineNo: number; quantity: Exact }[],
): void {
  const numbers = new Map(splits.map(({ line }) => [line.requisitionId, line.number]));
  for (const [id, number] of numbers) {
    const own = splits.filter(({ line }) => line.requisitionId === id);
    const before = own.map(({ line }) => ({
      ...{ lineNo: line.lineNo, quantity: toDecimalText(exact(line.quantity)) },
    }));
    const kept = own.map(({ line, parts }) => ({
      ...{ lineNo: line.lineNo, quantity: toDecimalText(parts[0]!.quantity) },
    }));
    const further = opened
      .filter(({ requisitionId }) => requisitionId === id)
      .map(({ lineNo, quantity }) => ({ lineNo, quantity: toDecimalText(quantity) }));
    tx.record({
      ...{ type: "requisition", id, number },
      ...{ before: { lines: before }, after: { lines: [...kept, ...further] } },
    });
  }
}
