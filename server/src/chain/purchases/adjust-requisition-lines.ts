import { exact, toDecimalText, type Day, type Exact } from "@quanlian/shared/domain";
import { updateRows, type Tx } from "../../kernel/db";
import type { Id } from "../../kernel/ids";
import { RequisitionLine } from "./requisition.model";
import { requisitionLineStates } from "./requisition.states";

/** A requisition line that is needed less, not at all, or otherwise than before. */
export interface RequisitionLineChange {
  id: Id;
  state: "changed" | "decreased" | "cancelled";
  quantity: Exact;
  /** Where it is planned anew. */
  startOn?: Day;
  neededOn?: Day;
  dueOn?: Day;
}

interface LineRow {
  id: Id;
  requisitionId: Id;
  number: string;
  lineNo: number;
  state: (typeof requisitionLineStates.names)[number];
  quantity: string;
  orderBy: Day;
  neededOn: Day;
  dueOn: Day;
}

/** Follows the plan with open requisition lines: less to buy, nothing, or by another day. A line that is ordered already never comes here. */
export async function adjustRequisitionLines(
  tx: Tx,
  changes: readonly RequisitionLineChange[],
): Promise<void> {
  if (changes.length === 0) return;
  const lines = await readLines(
    tx,
    changes.map((change) => change.id),
  );
  const changed = changes.map((change) => {
    const line = lines.get(change.id)!;
    const cancelled = change.state === "cancelled";
    return {
      id: change.id,
      state: cancelled ? requisitionLineStates.step(line.state, "cancel") : line.state,
      // A cancelled line keeps what it was raised for: history stays readable.
      quantity: cancelled ? exact(line.quantity) : change.quantity,
      orderBy: change.startOn ?? line.orderBy,
      neededOn: change.neededOn ?? line.neededOn,
      dueOn: change.dueOn ?? line.dueOn,
    };
  });
  await updateRows(
    tx,
    RequisitionLine,
    ["state", "quantity", "orderBy", "neededOn", "dueOn"],
    changed,
  );
  for (const [requisitionId, own] of groupByRequisition(changed, lines))
    recordChange(tx, requisitionId, own, lines);
}

type Changed = {
  id: Id;
  state: LineRow["state"];
  quantity: Exact;
  dueOn: Day;
};

function groupByRequisition(
  changed: readonly Changed[],
  lines: ReadonlyMap<Id, LineRow>,
): Map<Id, Changed[]> {
  const groups = new Map<Id, Changed[]>();
  for (const each of changed) {
    const { requisitionId } = lines.get(each.id)!;
    groups.set(requisitionId, [...(groups.get(requisitionId) ?? []), each]);
  }
  return groups;
}

function recordChange(
  tx: Tx,
  requisitionId: Id,
  changed: readonly Changed[],
  lines: ReadonlyMap<Id, LineRow>,
): void {
  const row = (each: Changed) => lines.get(each.id)!;
  tx.record({
    type: "requisition",
    id: requisitionId,
    number: row(changed[0]!).number,
    before: {
      lines: changed.map((each) => ({
        lineNo: row(each).lineNo,
        state: row(each).state,
        quantity: toDecimalText(exact(row(each).quantity)),
        dueOn: row(each).dueOn,
      })),
    },
    after: {
      lines: changed.map((each) => ({
        lineNo: row(each).lineNo,
        state: each.state,
        quantity: toDecimalText(each.quantity),
        dueOn: each.dueOn,
      })),
    },
  });
}

/** The items' locks, held since the plan was read, cover open requisition lines too. */
async function readLines(tx: Tx, ids: readonly Id[]): Promise<Map<Id, LineRow>> {
  const rows = await tx.rows<LineRow>(
    `SELECT l.id, l.requisition_id AS requisitionId, r.number, l.line_no AS lineNo, l.state, l.quantity,
       l.order_by AS orderBy, l.needed_on AS neededOn, l.due_on AS dueOn
     FROM requisition_lines l JOIN requisitions r ON r.tenant_id = :tenant AND r.id = l.requisition_id
     WHERE l.tenant_id = :tenant AND l.id IN :ids`,
    { ids },
  );
  return new Map(rows.map((row) => [row.id, row]));
}
