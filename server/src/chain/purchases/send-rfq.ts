import type { InputOf, rfqsContract } from "@quanlian/shared/contract";
import { exact, toDecimalText } from "@quanlian/shared/domain";
import type { Ctx } from "../../kernel/access";
import { insertRows, type Tx } from "../../kernel/db";
import { refuse } from "../../kernel/errors";
import type { SupplierTerms } from "../../masters/parties";
import { onRfq, saveMoved, subjectOfInvitation } from "./move-rfq";
import { checkSuppliers } from "./rfq-suppliers";
import { RfqInvitation, RfqInvitationLine, type Rfq } from "./rfq.model";
import { isOpen } from "./rfq.present";
import { readCandidates, readInvitations, readRfqLines } from "./rfq.queries";
import { rfqInvitationStates, rfqStates } from "./rfq.states";

type Input<N extends keyof typeof rfqsContract> = InputOf<(typeof rfqsContract)[N]>;

/** How many one request may ask; an answer of each is held beside those of all others. */
const MOST_SUPPLIERS = 20;

/** Asks the suppliers of a draft. From here on its lines stand: every supplier answers the same question. */
export const sendRfq = (ctx: Ctx, input: Input<"rfqs.send">) =>
  onRfq(ctx, "rfqs.send", input, async (tx, rfq) => {
    const before = rfq.state;
    rfq.state = rfqStates.step(rfq.state, "send");
    const { number, answerBy } = rfq;
    if (answerBy === null || answerBy <= tx.now) refuse("rfq.deadline_missing", { number });
    const chosen = (await readCandidates(tx, rfq.id)).map(({ supplierId }) => supplierId);
    if (chosen.length === 0) refuse("rfq.nobody_asked", { number });
    rfq.sentAt = tx.now;
    await saveMoved(tx, rfq, before, { after: { answerBy, suppliers: chosen.length } });
    const terms = await checkSuppliers(tx, "rfqs.send", chosen);
    await ask(tx, rfq, answerBy, [...terms.values()]);
  });

/** Asks more suppliers while a request runs; who has been asked already is not asked again. */
export const inviteSuppliers = (ctx: Ctx, { supplierIds, ...moving }: Input<"rfqs.invite">) =>
  onRfq(ctx, "rfqs.invite", moving, async (tx, rfq) => {
    demandOpen(tx, rfq);
    const terms = await checkSuppliers(tx, "rfqs.invite", supplierIds);
    const asked = await readInvitations(tx, rfq.id);
    const known = new Set(asked.map(({ supplierId }) => supplierId));
    const further = [...terms.values()].filter(({ id }) => !known.has(id));
    if (asked.length + further.length > MOST_SUPPLIERS)
      refuse("rfq.too_many_suppliers", { number: rfq.number, most: MOST_SUPPLIERS });
    await saveMoved(tx, rfq, rfq.state, { after: { invited: further.map(({ id }) => id) } });
    await ask(tx, rfq, rfq.answerBy!, further);
  });

/** Gives everybody more time. Less would wrong whoever counts on his deadline. */
export const extendRfq = (ctx: Ctx, { answerBy, ...moving }: Input<"rfqs.extend">) =>
  onRfq(ctx, "rfqs.extend", moving, async (tx, rfq) => {
    demandOpen(tx, rfq);
    const until = new Date(answerBy);
    if (until <= rfq.answerBy!) refuse("rfq.deadline_earlier", { number: rfq.number });
    rfq.answerBy = until;
    await saveMoved(tx, rfq, rfq.state, { after: { answerBy: until } });
    await tx.write(
      `UPDATE rfq_invitations SET answer_by = :until, revision = revision + 1, updated_at = :now
       WHERE tenant_id = :tenant AND rfq_id = :rfqId`,
      { until, now: tx.now, rfqId: rfq.id },
    );
    for (const { id, supplierId } of await readInvitations(tx, rfq.id)) {
      tx.record({
        ...subjectOfInvitation(rfq, { id, supplierId }),
        ...{ before: {}, after: { answerBy: until } },
      });
      tx.enqueue("rfq.extended", { invitationId: id, number: rfq.number, supplierId });
    }
  });

/** Nothing is answered any more once a request is closed or its time is over, though nobody has closed it yet. */
export function demandOpen(tx: Tx, rfq: Pick<Rfq, "number" | "state" | "answerBy">): void {
  const { number, state } = rfq;
  if (!isOpen(tx.now, rfq)) refuse("rfq.not_open", { number, state });
}

/** Each supplier gets a copy of the lines that is his alone: nothing that he reads is shared with another. */
async function ask(
  tx: Tx,
  rfq: Rfq,
  answerBy: Date,
  suppliers: readonly SupplierTerms[],
): Promise<void> {
  const { id: rfqId, number, ownerId, departmentId, note } = rfq;
  const lines = await readRfqLines(tx, rfqId);
  const state = rfqInvitationStates.initial;
  const asked = suppliers.map((supplier) => ({
    ...{ id: tx.newId(), number, rfqId, supplierId: supplier.id, ownerId, departmentId, state },
    ...{ answerBy, note, includesTax: true, taxRate: toDecimalText(supplier.taxRate) },
    freightCents: 0 as RfqInvitation["freightCents"],
  }));
  await insertRows(tx, RfqInvitation, asked);
  await insertRows(
    tx,
    RfqInvitationLine,
    asked.flatMap(({ id: invitationId, supplierId }) =>
      lines.map((line) => ({
        ...{ id: tx.newId(), invitationId, supplierId, rfqLineId: line.id, lineNo: line.lineNo },
        ...{ itemCode: line.itemCode, itemName: line.itemName, unitName: line.unit },
        ...{ quantity: exact(line.quantity), dueOn: line.dueOn, note: line.note },
        ...{ state: "asked" as const, breaks: [] },
      })),
    ),
  );
  for (const { id, supplierId } of asked) {
    const after = { state, lines: lines.length };
    tx.record({ ...subjectOfInvitation(rfq, { id, supplierId }), before: null, after });
    tx.enqueue("rfq.sent", { invitationId: id, number, supplierId });
  }
}
