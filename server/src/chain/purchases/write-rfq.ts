import type { InputOf, rfqsContract } from "@quanlian/shared/contract";
import type { Ctx } from "../../kernel/access";
import { insertRow, insertRows, transact, type Tx } from "../../kernel/db";
import { refuse } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { prefixes, takeNumber } from "../../kernel/numbering";
import { writeTerms } from "../../kernel/search";
import { askSuppliers, withdrawToPool } from "./move-requisition-lines";
import { onRfq, saveMoved } from "./move-rfq";
import { placeLines } from "./purchase-lines";
import { checkSuppliers, writeCandidates } from "./rfq-suppliers";
import { Rfq, RfqLine } from "./rfq.model";
import { findRfq } from "./rfq.present";
import { readRfqLines } from "./rfq.queries";
import { searchedRfq } from "./rfq.resource";
import { rfqStates } from "./rfq.states";

type Input<N extends keyof typeof rfqsContract> = InputOf<(typeof rfqsContract)[N]>;
type Lines = Input<"rfqs.create">["lines"];

/** Drafts a request. Its requisition lines are out of the pool from here on, so that nobody buys them meanwhile. */
export const createRfq = (ctx: Ctx, input: Input<"rfqs.create">) =>
  transact(ctx, async (tx) => {
    const permission = "rfqs.create";
    await checkSuppliers(tx, permission, input.supplierIds);
    const id = tx.newId();
    const number = await takeNumber(tx, prefixes.rfq);
    const state = rfqStates.initial;
    const owner =
      tx.actor.kind === "staff"
        ? { ownerId: tx.actor.userId, departmentId: tx.actor.departmentId }
        : { ownerId: null, departmentId: null };
    await insertRow(tx, Rfq, {
      ...{ id, number, ...owner, state, note: input.note ?? null },
      answerBy: input.answerBy === undefined ? null : new Date(input.answerBy),
    });
    await writeLines(tx, id, input.lines);
    await writeCandidates(tx, id, input.supplierIds);
    await writeTerms(tx, "rfq", [searchedRfq({ id, number })]);
    const after = { state, lines: input.lines.length, supplierIds: input.supplierIds };
    tx.record({ type: "rfq", id, number, ...owner, before: null, after });
    return findRfq(tx, permission, id);
  });

/** Edits a draft: nobody has been asked yet, so everything may change. */
export const updateRfq = (
  ctx: Ctx,
  { answerBy, note, supplierIds, lines, ...moving }: Input<"rfqs.update">,
) =>
  onRfq(ctx, "rfqs.update", moving, async (tx, rfq) => {
    if (rfq.state !== "draft") refuse("rfq.frozen", { number: rfq.number, state: rfq.state });
    if (answerBy !== undefined) rfq.answerBy = answerBy === null ? null : new Date(answerBy);
    if (note !== undefined) rfq.note = note;
    if (supplierIds !== undefined) {
      await checkSuppliers(tx, "rfqs.update", supplierIds);
      await tx.write("DELETE FROM rfq_candidates WHERE tenant_id = :tenant AND rfq_id = :rfqId", {
        rfqId: rfq.id,
      });
      await writeCandidates(tx, rfq.id, supplierIds);
    }
    if (lines !== undefined) await replaceLines(tx, rfq.id, lines);
    await saveMoved(tx, rfq, rfq.state, {
      after: { answerBy: rfq.answerBy, note: rfq.note, supplierIds, lines: lines?.length },
    });
  });

/** What a draft no longer asks for is in the pool again before its new lines are taken from there. */
async function replaceLines(tx: Tx, rfqId: Id, lines: Lines): Promise<void> {
  const former = await readRfqLines(tx, rfqId);
  await withdrawToPool(
    tx,
    former.flatMap(({ requisitionLineId }) => requisitionLineId ?? []),
  );
  await tx.write("DELETE FROM rfq_lines WHERE tenant_id = :tenant AND rfq_id = :rfqId", { rfqId });
  await writeLines(tx, rfqId, lines);
}

async function writeLines(tx: Tx, rfqId: Id, lines: Lines): Promise<void> {
  const placed = await placeLines(tx, lines);
  await askSuppliers(
    tx,
    placed.flatMap(({ requisitionLineId }) => requisitionLineId ?? []),
  );
  await insertRows(
    tx,
    RfqLine,
    placed.map(({ requisitionLineId, itemId, warehouseId, quantity, dueOn, ...names }, at) => ({
      ...{ id: tx.newId(), rfqId, lineNo: at + 1, requisitionLineId, itemId, warehouseId },
      ...{ itemCode: names.itemCode, itemName: names.itemName, unitName: names.unitName },
      ...{ quantity, dueOn, note: lines[at]!.note ?? null },
    })),
  );
}
