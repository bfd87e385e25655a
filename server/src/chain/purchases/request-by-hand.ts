import { toDecimalText, type Day, type Exact } from "@quanlian/shared/domain";
import { insertRow, insertRows, type Tx } from "../../kernel/db";
import type { Id } from "../../kernel/ids";
import { prefixes, takeNumber } from "../../kernel/numbering";
import { Requisition, RequisitionLine } from "./requisition.model";
import { requisitionLineStates } from "./requisition.states";

interface WantedByHand {
  requisitionLineId: Id | null;
  itemId: Id;
  warehouseId: Id;
  quantity: Exact;
  dueOn: Day;
}

/**
 * What a person buys though nobody asked for it is asked for here, in one requisition: every order line orders one requisition
 * line. Answers the new lines' ids by the place of the line that they are for.
 */
export async function requestByHand(
  tx: Tx,
  wanted: readonly WantedByHand[],
): Promise<ReadonlyMap<number, Id>> {
  const places = wanted.flatMap((line, at) => (line.requisitionLineId === null ? [at] : []));
  if (places.length === 0) return new Map();
  const id = tx.newId();
  const number = await takeNumber(tx, prefixes.requisition);
  await insertRow(tx, Requisition, {
    ...{ id, number, origin: "hand" as const, factId: null, requestedOn: tx.today },
  });
  // Born as ordered: nobody but this order ever asks for it.
  const state = requisitionLineStates.step("open", "order");
  const lines = places.map((at, i) => {
    const { itemId, warehouseId, quantity, dueOn } = wanted[at]!;
    return {
      ...{ id: tx.newId(), requisitionId: id, lineNo: i + 1, itemId, warehouseId, state, quantity },
      ...{ orderBy: tx.today, neededOn: dueOn, dueOn, orderLineId: null, shipTo: null },
    };
  });
  await insertRows(tx, RequisitionLine, lines);
  const after = {
    lines: lines.map(({ itemId, quantity, dueOn }) => ({
      ...{ itemId, quantity: toDecimalText(quantity), dueOn },
    })),
  };
  tx.record({ type: "requisition", id, number, before: null, after });
  return new Map(places.map((at, i) => [at, lines[i]!.id]));
}
