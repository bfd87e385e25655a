import type { ComparedOffer, RfqComparison } from "@quanlian/shared/contract";
import { exact, sumCents, toDecimalText, type Cents } from "@quanlian/shared/domain";
import { isMasked, type Ctx } from "../../kernel/access";
import { refuse } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import {
  readInvitationLines,
  readInvitations,
  readRfq,
  readRfqLines,
  type InvitationLineRecord,
  type InvitationRecord,
  type RfqLineRecord,
} from "./rfq.queries";
import { compareOffers, type Compared, type Offer } from "./rfq.rules";

const NAME = "rfqs.compare";

/**
 * Lines against suppliers, each offer made comparable (`compareOffers`). Sealed until the request is closed, for everybody: a
 * buyer who knew one price could tell it to the next supplier.
 */
export async function compareRfq(ctx: Ctx, rfqId: Id): Promise<RfqComparison> {
  const { number, state } = await readRfq(ctx, NAME, rfqId);
  if (state !== "closed" && state !== "awarded") refuse("rfq.sealed", { number, state });
  const lines = await readRfqLines(ctx, rfqId);
  const invitations = await readInvitations(ctx, rfqId);
  const answers = await readInvitationLines(
    ctx,
    invitations.map(({ id }) => id),
  );
  const compared = compareOffers(
    lines.map((line) => ({ ...line, quantity: exact(line.quantity) })),
    invitations.map((invitation) => offerOf(invitation, answers)),
    ctx.today,
  );
  const isHidden = isMasked(ctx.actor, NAME, "cost");
  const cost = <T>(value: T): T | null => (isHidden ? null : value);
  const find = new Map(compared.map((each) => [`${each.lineId}:${each.invitationId}`, each]));
  return {
    ...{ rfqId, number, state },
    lines: lines.map((line) => ({
      ...lineOf(line),
      offers: invitations.map((invitation) => {
        const answer = answers.find(
          ({ rfqLineId, invitationId }) => rfqLineId === line.id && invitationId === invitation.id,
        )!;
        return presentOffer(invitation, answer, find.get(`${line.id}:${invitation.id}`), cost);
      }),
    })),
    suppliers: invitations.map((invitation) => {
      const own = compared.filter(({ invitationId }) => invitationId === invitation.id);
      return {
        ...{ invitationId: invitation.id, supplierId: invitation.supplierId },
        ...{ supplierName: invitation.supplierName, state: invitation.state },
        ...{ freightCents: cost(invitation.freightCents), note: invitation.answerNote ?? "" },
        declineReason: invitation.declineReason ?? "",
        offeredLines: own.length,
        landedCents: cost(sumCents(own.map(({ landedCents }) => landedCents))),
        isComplete: own.length === lines.length,
        purchaseOrderId: invitation.purchaseOrderId,
      };
    }),
    masked: isHidden ? ["cost"] : [],
  };
}

/** What an invitation was answered with, for the arithmetic. */
export const offerOf = (
  invitation: InvitationRecord,
  answers: readonly InvitationLineRecord[],
): Offer => ({
  ...{ invitationId: invitation.id, includesTax: invitation.includesTax },
  ...{ taxRate: exact(invitation.taxRate), freightCents: invitation.freightCents },
  validUntil: invitation.validUntil,
  lines: answers
    .filter(({ invitationId, state }) => invitationId === invitation.id && state === "offered")
    .map(({ rfqLineId, breaks, minimumOrder, leadTimeDays }) => ({
      ...{ lineId: rfqLineId, breaks, minimumOrder: exact(minimumOrder), leadTimeDays },
    })),
});

const lineOf = ({ id, lineNo, itemId, itemCode, itemName, unit, ...line }: RfqLineRecord) => ({
  ...{ id, lineNo, itemId, itemCode, itemName, unit, dueOn: line.dueOn, note: line.note ?? "" },
  quantity: plain(line.quantity),
});

function presentOffer(
  invitation: InvitationRecord,
  answer: InvitationLineRecord,
  compared: Compared | undefined,
  cost: <T>(value: T) => T | null,
): ComparedOffer {
  const answered = answer.state !== "asked";
  return {
    ...{ invitationId: invitation.id, supplierId: invitation.supplierId },
    supplierName: invitation.supplierName,
    state: answer.state === "asked" ? "unanswered" : answer.state,
    declineReason: answer.declineReason ?? "",
    breaks: answer.breaks.map(({ minQuantity, unitPrice }) => ({
      ...{ minQuantity, unitPrice: cost(unitPrice) },
    })),
    includesTax: answered ? invitation.includesTax : null,
    taxRate: answered ? plain(invitation.taxRate) : null,
    minimumOrder: answered ? plain(answer.minimumOrder) : null,
    leadTimeDays: answer.leadTimeDays,
    validUntil: invitation.validUntil,
    ...presentCompared(compared, cost),
    awardedQuantity: plain(answer.awardedQuantity),
  };
}

function presentCompared(compared: Compared | undefined, cost: <T>(value: T) => T | null) {
  const money = (value: Cents | undefined) => (value === undefined ? null : cost(value));
  return {
    arrivesOn: compared?.arrivesOn ?? null,
    ...{ late: compared?.late ?? false, expired: compared?.expired ?? false },
    buysQuantity: compared ? toDecimalText(compared.buysQuantity) : null,
    unitPrice: compared ? cost(toDecimalText(compared.unitPrice)) : null,
    goodsExclCents: money(compared?.goodsExclCents),
    freightExclCents: money(compared?.freightExclCents),
    landedCents: money(compared?.landedCents),
    landedUnitPrice: compared ? cost(toDecimalText(compared.landedUnitPrice)) : null,
    best: compared?.best ?? false,
  };
}

const plain = (decimal: string) => toDecimalText(exact(decimal));
