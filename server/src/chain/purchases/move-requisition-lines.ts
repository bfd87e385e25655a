import { updateRows, type Tx } from "../../kernel/db";
import { refuse } from "../../kernel/errors";
import { sortedIds, type Id } from "../../kernel/ids";
import { RequisitionLine } from "./requisition.model";
import { requisitionLineStates } from "./requisition.states";

type State = (typeof requisitionLineStates.names)[number];
type Step = "ask" | "order" | "withdraw" | "reopen" | "receive";

export interface LineRow {
  id: Id;
  requisitionId: Id;
  number: string;
  lineNo: number;
  state: State;
  quantity: string;
  /** Of what goes straight to a customer. */
  orderLineId: Id | null;
}

/**
 * Takes lines out of the pool, for an order. Of two buyers who take the same line the second is refused, naming what is gone:
 * he waits for the first and reads what the first has written.
 *
 * @param from where they are taken from: the pool, or the request for quotation that they are awarded by
 */
export const takeFromPool = (tx: Tx, lineIds: readonly Id[], from: "open" | "in_rfq" = "open") =>
  take(tx, lineIds, from, "order");

/** Takes lines out of the pool, for a request for quotation; in the same way. */
export const askSuppliers = (tx: Tx, lineIds: readonly Id[]) => take(tx, lineIds, "open", "ask");

async function take(tx: Tx, lineIds: readonly Id[], from: State, step: Step): Promise<void> {
  const lines = await lockLines(tx, lineIds);
  const gone = lines.filter(({ state }) => state !== from);
  if (gone.length > 0)
    refuse("purchase.line_taken", { requisitionLineIds: gone.map(({ id }) => id) });
  await move(tx, lines, step);
}

/** Puts lines back that a request for quotation no longer asks for. What the plan has cancelled meanwhile stays so. */
export async function withdrawToPool(tx: Tx, lineIds: readonly Id[]): Promise<void> {
  const lines = await lockLines(tx, lineIds);
  await move(
    tx,
    lines.filter(({ state }) => state === "in_rfq"),
    "withdraw",
  );
}

/** Puts lines back that nothing comes of: they are to be bought again. */
export const returnToPool = async (tx: Tx, lineIds: readonly Id[]): Promise<void> =>
  move(tx, await lockLines(tx, lineIds), "reopen");

/** Lines of which all has come that ever will. */
export const finishRequisitionLines = async (tx: Tx, lineIds: readonly Id[]): Promise<void> =>
  move(tx, await lockLines(tx, lineIds), "receive");

/** Locks lines, ascending, and reads them under the lock. */
export const lockLines = (tx: Tx, lineIds: readonly Id[]): Promise<LineRow[]> =>
  tx.rows<LineRow>(
    `SELECT l.id, l.requisition_id AS requisitionId, r.number, l.line_no AS lineNo, l.state, l.quantity,
       l.order_line_id AS orderLineId
     FROM requisition_lines l JOIN requisitions r ON r.tenant_id = :tenant AND r.id = l.requisition_id
     WHERE l.tenant_id = :tenant AND l.id IN :ids ORDER BY l.id FOR UPDATE`,
    { ids: sortedIds(lineIds) },
  );

async function move(tx: Tx, lines: readonly LineRow[], step: Step): Promise<void> {
  const moved = lines.map((line) => ({
    ...line,
    after: requisitionLineStates.step(line.state, step),
  }));
  await updateRows(
    tx,
    RequisitionLine,
    ["state"],
    moved.map(({ id, after }) => ({ id, state: after })),
  );
  const documents = new Map(moved.map(({ requisitionId, number }) => [requisitionId, number]));
  for (const [id, number] of documents) {
    const own = moved.filter((line) => line.requisitionId === id);
    tx.record({
      ...{ type: "requisition", id, number },
      before: { lines: own.map(({ lineNo, state }) => ({ lineNo, state })) },
      after: { lines: own.map(({ lineNo, after }) => ({ lineNo, state: after })) },
    });
  }
}
