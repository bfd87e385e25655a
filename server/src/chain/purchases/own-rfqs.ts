import type { InputOf, OutputOf, PortalRfq, portalRfqsContract } from "@quanlian/shared/contract";
import { exact, toDecimalText, type Day } from "@quanlian/shared/domain";
import type { Ctx } from "../../kernel/access";
import { refuseNotFound } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { readInvitationLines } from "./rfq.queries";
import type { RfqInvitationState } from "./rfq.states";

/** What a supplier sees of what he is asked: his invitation and his answer; the request itself is ours alone. */

type ListRow = OutputOf<(typeof portalRfqsContract)["portal.rfqs.list"]>["rows"][number];

const LAST_ID: Id = "9223372036854775807";
const ANSWERABLE: readonly RfqInvitationState[] = ["invited", "viewed", "quoted", "declined"];

interface Head {
  id: Id;
  number: string;
  state: RfqInvitationState;
  answerBy: Date;
  note: string | null;
  includesTax: boolean;
  taxRate: string;
  freightCents: number;
  validUntil: Day | null;
  answerNote: string | null;
  declineReason: string | null;
  answeredAt: Date | null;
  createdAt: Date;
}

const HEAD = `SELECT i.id, i.number, i.state, i.answer_by AS answerBy, i.note, i.includes_tax AS includesTax,
    i.tax_rate AS taxRate, i.freight_cents AS freightCents, i.valid_until AS validUntil, i.answer_note AS answerNote,
    i.decline_reason AS declineReason, i.answered_at AS answeredAt, i.created_at AS createdAt
  FROM rfq_invitations i WHERE i.tenant_id = :tenant AND i.supplier_id = :party`;

/** What a supplier has been asked, the newest first. Ids are time-ordered: the next page begins below the last id. */
export async function listOwnRfqs(
  ctx: Ctx,
  { before, limit }: InputOf<(typeof portalRfqsContract)["portal.rfqs.list"]>,
) {
  const found = await ctx.rows<Head>(
    `${HEAD} AND i.id < :beforeId ORDER BY i.id DESC LIMIT :most`,
    { beforeId: before ?? LAST_ID, most: limit + 1 },
  );
  const page = found.slice(0, limit);
  const rows = page.map(({ id, number, state, answerBy, answeredAt }): ListRow => ({
    ...{ id, number, state, answerBy: answerBy.toISOString() },
    open: isAnswerable(ctx, state, answerBy),
    answeredAt: answeredAt?.toISOString() ?? null,
  }));
  return { rows, next: found.length > limit ? page.at(-1)!.id : null };
}

/** One of them with his own answer; another's is not found. */
export async function findOwnRfq(ctx: Ctx, invitationId: Id): Promise<PortalRfq> {
  const head = await ctx.row<Head>(`${HEAD} AND i.id = :invitationId`, { invitationId });
  if (!head) refuseNotFound("rfq_invitation");
  const { createdAt, ...own } = head;
  const open = isAnswerable(ctx, head.state, head.answerBy);
  const lines = await readInvitationLines(ctx, [invitationId]);
  return {
    ...own,
    answerBy: head.answerBy.toISOString(),
    open,
    note: head.note ?? "",
    invitedAt: createdAt.toISOString(),
    answeredAt: head.answeredAt?.toISOString() ?? null,
    includesTax: Boolean(head.includesTax),
    taxRate: plain(head.taxRate),
    answerNote: head.answerNote ?? "",
    declineReason: head.declineReason ?? "",
    lines: lines.map(({ invitationId: _, rfqLineId: __, ...line }) => ({
      ...line,
      quantity: plain(line.quantity),
      note: line.note ?? "",
      minimumOrder: plain(line.minimumOrder),
      declineReason: line.declineReason ?? "",
      awardedQuantity: plain(line.awardedQuantity),
    })),
    actions: open ? ["portal.rfqs.answer", "portal.rfqs.decline"] : [],
  };
}

/** By his own row alone: a request that closes or is cancelled takes its invitations along. */
const isAnswerable = ({ now }: Ctx, state: RfqInvitationState, answerBy: Date): boolean =>
  ANSWERABLE.includes(state) && answerBy > now;

const plain = (decimal: string) => toDecimalText(exact(decimal));
