import type { InputOf, portalRfqsContract, rfqsContract } from "@quanlian/shared/contract";
import { cents, day, exact, toDecimalText } from "@quanlian/shared/domain";
import { refuseMasked, type Ctx } from "../../kernel/access";
import { loadForUpdate, loadOnBooks, transact, updateRows, type Tx } from "../../kernel/db";
import { Faults, refuse, refuseNotFound } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { onRfq, saveMoved, subjectOfInvitation } from "./move-rfq";
import { findOwnRfq } from "./own-rfqs";
import { Rfq, RfqInvitation, RfqInvitationLine } from "./rfq.model";
import { rfqInvitationPolicy } from "./rfq.policy";
import { readInvitationLines, type InvitationLineRecord } from "./rfq.queries";
import { rfqInvitationStates, type RfqInvitationState } from "./rfq.states";
import { demandOpen } from "./send-rfq";

type Own<N extends keyof typeof portalRfqsContract> = InputOf<(typeof portalRfqsContract)[N]>;
type Answer = Omit<Own<"portal.rfqs.answer">, "invitationId">;

const SHOW = "portal.rfqs.show";

/** Notes once that the supplier has opened what he is asked. */
export const viewOwnRfq = (ctx: Ctx, { invitationId }: Own<"portal.rfqs.view">) =>
  onOwnInvitation(ctx, invitationId, async (tx, rfq, invitation) => {
    if (invitation.viewedAt !== null) return;
    const before = invitation.state;
    invitation.viewedAt = tx.now;
    if (rfqInvitationStates.allows(before, "view")) move(invitation, "view");
    await save(tx, rfq, invitation, before);
  });

/** The supplier answers every line, or answers anew: what he said before is replaced as a whole. */
export const answerOwnRfq = (ctx: Ctx, { invitationId, ...answer }: Own<"portal.rfqs.answer">) =>
  onOwnInvitation(ctx, invitationId, async (tx, rfq, invitation) => {
    demandOpen(tx, rfq);
    await writeAnswer(tx, rfq, invitation, answer);
  });

/** The supplier offers nothing at all. */
export const declineOwnRfq = (ctx: Ctx, { invitationId, reason }: Own<"portal.rfqs.decline">) =>
  onOwnInvitation(ctx, invitationId, async (tx, rfq, invitation) => {
    demandOpen(tx, rfq);
    const lines = await readInvitationLines(tx, [invitationId]);
    const declined = lines.map(({ id }) => ({ lineId: id, breaks: [], declineReason: reason }));
    await writeAnswer(tx, rfq, invitation, {
      ...{ includesTax: invitation.includesTax, freightCents: 0 },
      lines: declined.map((line) => ({ ...line, minimumOrder: "0" })),
    });
  });

/** A buyer writes down what he was told. Whoever types a price may see what things cost. */
export const recordAnswer = (
  ctx: Ctx,
  { rfqId, revision, invitationId, ...answer }: InputOf<(typeof rfqsContract)["rfqs.recordAnswer"]>,
) =>
  onRfq(ctx, "rfqs.recordAnswer", { rfqId, revision }, async (tx, rfq) => {
    demandOpen(tx, rfq);
    const unitPrice = answer.lines.find(({ breaks }) => breaks.length > 0)?.breaks[0]?.unitPrice;
    refuseMasked(tx.actor, "rfqs.recordAnswer", { unitPrice: "cost" }, { unitPrice });
    const invitation = await invitationOf(tx, rfqId, invitationId);
    await writeAnswer(tx, rfq, invitation, answer);
    await saveMoved(tx, rfq, rfq.state, { after: { recorded: invitationId } });
  });

async function invitationOf(tx: Tx, rfqId: Id, invitationId: Id): Promise<RfqInvitation> {
  const own = await tx.row(
    `SELECT i.id FROM rfq_invitations i
     WHERE i.tenant_id = :tenant AND i.id = :invitationId AND i.rfq_id = :rfqId`,
    { invitationId, rfqId },
  );
  if (!own) {
    const faults = new Faults(tx.language);
    faults.unknown(["invitationId"], invitationId);
    faults.refuse();
  }
  return loadOnBooks(tx, RfqInvitation, invitationId);
}

/**
 * Writes an answer under the request's lock. The audit says that there is one and by whom, and nothing of what it says: that
 * would break the seal. It is told there when the request closes.
 */
async function writeAnswer(
  tx: Tx,
  rfq: Rfq,
  invitation: RfqInvitation,
  answer: Answer,
): Promise<void> {
  const lines = await readInvitationLines(tx, [invitation.id]);
  checkAnswer(tx, lines, answer);
  const byLine = new Map(answer.lines.map((line) => [line.lineId, line]));
  await updateRows(
    tx,
    RfqInvitationLine,
    ["state", "breaks", "minimumOrder", "leadTimeDays", "declineReason"],
    lines.map(({ id }) => {
      const { breaks, minimumOrder, leadTimeDays, declineReason } = byLine.get(id)!;
      const ascending = breaks
        .map((each) => ({ quantity: exact(each.minQuantity), price: exact(each.unitPrice) }))
        .sort((a, b) => (a.quantity < b.quantity ? -1 : 1));
      return {
        ...{ id, state: breaks.length === 0 ? ("declined" as const) : ("offered" as const) },
        breaks: ascending.map(({ quantity, price }) => ({
          ...{ minQuantity: toDecimalText(quantity), unitPrice: toDecimalText(price) },
        })),
        minimumOrder: toDecimalText(exact(minimumOrder)),
        ...{ leadTimeDays: leadTimeDays ?? null, declineReason: declineReason ?? null },
      };
    }),
  );
  const before = invitation.state;
  const isOffer = answer.lines.some(({ breaks }) => breaks.length > 0);
  const wanted = isOffer ? "quoted" : "declined";
  if (before !== wanted) move(invitation, isOffer ? "quote" : "decline");
  invitation.includesTax = answer.includesTax;
  if (answer.taxRate !== undefined) invitation.taxRate = toDecimalText(exact(answer.taxRate));
  invitation.freightCents = cents(answer.freightCents);
  invitation.validUntil = answer.validUntil === undefined ? null : day(answer.validUntil);
  invitation.answerNote = answer.note ?? null;
  invitation.declineReason = isOffer ? null : (answer.lines[0]?.declineReason ?? null);
  invitation.answeredAt = tx.now;
  await save(tx, rfq, invitation, before);
}

/** Every line is answered once, and no two prices begin at the same quantity. */
function checkAnswer(tx: Tx, lines: readonly InvitationLineRecord[], answer: Answer): void {
  const known = new Set(lines.map(({ id }) => id));
  const faults = new Faults(tx.language);
  const seen = new Set<Id>();
  answer.lines.forEach(({ lineId, breaks }, at) => {
    if (!known.has(lineId)) faults.unknown(["lines", at, "lineId"], lineId);
    if (seen.has(lineId)) faults.add(["lines", at, "lineId"], "issue.duplicate");
    seen.add(lineId);
    const from = new Set<bigint>();
    breaks.forEach(({ minQuantity }, no) => {
      const quantity = exact(minQuantity);
      if (from.has(quantity))
        faults.add(["lines", at, "breaks", no, "minQuantity"], "issue.duplicate");
      from.add(quantity);
    });
  });
  faults.refuse();
  const missing = lines.filter(({ id }) => !seen.has(id));
  if (missing.length > 0)
    refuse("rfq.lines_unanswered", { lines: missing.map(({ lineNo }) => lineNo).join(", ") });
}

function move(invitation: RfqInvitation, step: "view" | "quote" | "decline"): void {
  invitation.state = rfqInvitationStates.step(invitation.state, step);
}

async function save(
  tx: Tx,
  rfq: Rfq,
  invitation: RfqInvitation,
  before: RfqInvitationState,
): Promise<void> {
  await invitation.saveRevision(tx);
  tx.record({
    ...subjectOfInvitation(rfq, invitation),
    before: { state: before },
    after: { state: invitation.state, answeredAt: invitation.answeredAt },
  });
}

/**
 * The request is locked before the supplier's own row, as it is when we close or award it: an answer and a closing that meet
 * are one after the other. The supplier himself cannot be shown the request; the books lock it for him.
 */
function onOwnInvitation(
  ctx: Ctx,
  invitationId: Id,
  work: (tx: Tx, rfq: Rfq, invitation: RfqInvitation) => Promise<void>,
) {
  return transact(ctx, async (tx) => {
    const own = await tx.row<{ rfqId: Id }>(
      `SELECT i.rfq_id AS rfqId FROM rfq_invitations i
       WHERE i.tenant_id = :tenant AND i.supplier_id = :party AND i.id = :invitationId`,
      { invitationId },
    );
    if (!own) refuseNotFound("rfq_invitation");
    const rfq = await loadOnBooks(tx, Rfq, own.rfqId);
    const invitation = await loadForUpdate(
      tx,
      RfqInvitation,
      rfqInvitationPolicy,
      SHOW,
      invitationId,
    );
    tx.authorize(SHOW, rfqInvitationPolicy, invitation);
    await work(tx, rfq, invitation);
    return findOwnRfq(tx, invitationId);
  });
}
