import type { FollowUp as FollowUpAnswer } from "@quanlian/shared/contract";
import type { Ctx } from "../../kernel/access";
import type { Tx } from "../../kernel/db";
import type { Id } from "../../kernel/ids";
import { followedSubject, type FollowedType } from "./followed-subjects";

type Row = Omit<FollowUpAnswer, "followedAt"> & { followedAt: Date };

const FOLLOW_UP = `SELECT f.id, f.kind, f.note, f.next_step AS nextStep, f.next_on AS nextOn, f.owner_id AS ownerId,
    u.name AS ownerName, f.followed_at AS followedAt
  FROM follow_ups f LEFT JOIN users u ON u.tenant_id = :tenant AND u.id = f.owner_id
  WHERE f.tenant_id = :tenant`;

/** What was said, the latest first, for whoever may see the subject; the last 200. */
export async function readHistory(
  ctx: Ctx,
  subjectType: FollowedType,
  subjectId: Id,
): Promise<{ rows: FollowUpAnswer[] }> {
  await followedSubject(subjectType).demand(ctx, "followUps.history", subjectId);
  const rows = await ctx.rows<Row>(
    `${FOLLOW_UP} AND f.subject_type = :subjectType AND f.subject_id = :subjectId ORDER BY f.id DESC LIMIT 200`,
    { subjectType, subjectId },
  );
  return { rows: rows.map(present) };
}

export async function readFollowUp(tx: Tx, followUpId: Id): Promise<FollowUpAnswer> {
  const row = await tx.row<Row>(`${FOLLOW_UP} AND f.id = :followUpId`, { followUpId });
  return present(row!);
}

/** Two subjects became one: what was said to the one that ended was said to the other. */
export async function moveHistory(
  tx: Tx,
  subjectType: FollowedType,
  from: Id,
  to: Id,
): Promise<void> {
  await tx.write(
    `UPDATE follow_ups SET subject_id = :toId
     WHERE tenant_id = :tenant AND subject_type = :subjectType AND subject_id = :fromId`,
    { subjectType, fromId: from, toId: to },
  );
}

const present = ({ followedAt, ...row }: Row): FollowUpAnswer => ({
  ...row,
  followedAt: followedAt.toISOString(),
});
