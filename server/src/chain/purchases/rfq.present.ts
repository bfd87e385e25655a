import type { RfqView } from "@quanlian/shared/contract";
import { exact, toDecimalText } from "@quanlian/shared/domain";
import { may, rowAllowed, type Ctx } from "../../kernel/access";
import type { Id } from "../../kernel/ids";
import { rfqPolicy } from "./rfq.policy";
import {
  readCandidates,
  readInvitations,
  readRfq,
  readRfqLines,
  type InvitationRecord,
  type RfqHeader,
} from "./rfq.queries";
import { rfqStates } from "./rfq.states";

const plain = (decimal: string) => toDecimalText(exact(decimal));
const at = (instant: Date | null) => instant?.toISOString() ?? null;

/**
 * One request as buyers see it. That a supplier has opened it or answered is told, so that the others can be reminded; of
 * what he answers there is nothing here, sealed or not: `rfqs.compare` shows that once the request is closed.
 */
export async function findRfq(ctx: Ctx, permission: string, rfqId: Id): Promise<RfqView> {
  const header = await readRfq(ctx, permission, rfqId);
  const lines = await readRfqLines(ctx, rfqId);
  const invitations = await readInvitations(ctx, rfqId);
  const candidates = header.state === "draft" ? await readCandidates(ctx, rfqId) : [];
  return {
    ...header,
    answerBy: at(header.answerBy),
    note: header.note ?? "",
    sentAt: at(header.sentAt),
    closedAt: at(header.closedAt),
    awardedAt: at(header.awardedAt),
    cancelReason: header.cancelReason ?? "",
    lines: lines.map((line) => ({
      ...line,
      quantity: plain(line.quantity),
      needQuantity: line.needQuantity === null ? null : plain(line.needQuantity),
      note: line.note ?? "",
    })),
    invitations: [
      ...candidates.map((each) => ({
        ...each,
        ...{ id: null, state: null, viewedAt: null, answeredAt: null },
      })),
      ...invitations.map(({ id, supplierId, supplierName, state, viewedAt, answeredAt }) => ({
        ...{ id, supplierId, supplierName, state },
        ...{ viewedAt: at(viewedAt), answeredAt: at(answeredAt) },
      })),
    ],
    actions: actionsFor(ctx, header, invitations),
  };
}

/** Whether a request may be closed: its time is over, or nobody is left to answer. */
export const isClosable = (
  now: Date,
  { state, answerBy }: Pick<RfqHeader, "state" | "answerBy">,
  invitations: readonly Pick<InvitationRecord, "state">[],
): boolean =>
  state === "sent" &&
  ((answerBy !== null && answerBy <= now) ||
    invitations.every((each) => each.state === "quoted" || each.state === "declined"));

/** Whether suppliers may still answer. */
export const isOpen = (
  now: Date,
  { state, answerBy }: Pick<RfqHeader, "state" | "answerBy">,
): boolean => state === "sent" && answerBy !== null && answerBy > now;

function actionsFor(
  ctx: Ctx,
  header: RfqHeader,
  invitations: readonly InvitationRecord[],
): string[] {
  const { state } = header;
  const open = isOpen(ctx.now, header);
  const offered: readonly [string, boolean][] = [
    ["rfqs.update", state === "draft"],
    ["rfqs.send", rfqStates.allows(state, "send")],
    ["rfqs.invite", open],
    ["rfqs.extend", open],
    ["rfqs.recordAnswer", open],
    ["rfqs.close", isClosable(ctx.now, header, invitations)],
    ["rfqs.compare", state === "closed" || state === "awarded"],
    ["rfqs.award", rfqStates.allows(state, "award")],
    ["rfqs.cancel", rfqStates.allows(state, "cancel")],
  ];
  return offered
    .filter(
      ([name, isPossible]) =>
        isPossible && may(ctx.actor, name) && rowAllowed(ctx.actor, rfqPolicy, name, header),
    )
    .map(([name]) => name);
}
