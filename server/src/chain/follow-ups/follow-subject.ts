import type { FollowUp as FollowUpAnswer } from "@quanlian/shared/contract";
import type { Day } from "@quanlian/shared/domain";
import type { Ctx } from "../../kernel/access";
import { insertRow, transact, type Tx } from "../../kernel/db";
import type { Id } from "../../kernel/ids";
import { closeTasks, giveTask } from "../../workflow";
import { FollowUp } from "./follow-up.model";
import { followedSubject, type FollowedType } from "./followed-subjects";
import { readFollowUp } from "./read-history";

export interface Said {
  kind: "call" | "visit" | "message" | "note";
  note: string;
  nextStep: string;
  nextOn: string | null;
}

const REMINDER = "follow_up";

/**
 * Writes down what was said. What was to be done next is done by that: the reminder of before is closed, and the new next
 * step becomes the writer's task for its day.
 */
export function followSubject(
  ctx: Ctx,
  subjectType: FollowedType,
  subjectId: Id,
  said: Said,
): Promise<FollowUpAnswer> {
  return transact(ctx, async (tx) => {
    const reached = said.kind !== "note";
    const subject = followedSubject(subjectType);
    const number = await subject.follow(tx, "followUps.create", subjectId, reached);
    const id = tx.newId();
    const keeper = keeperOf(tx);
    const { kind, note, nextStep } = said;
    const nextOn = said.nextOn as Day | null;
    const row = { id, subjectType, subjectId, kind, note, nextStep, nextOn, ...keeper };
    await insertRow(tx, FollowUp, { ...row, followedAt: tx.now });
    tx.record({ type: "followUp", id, ...keeper, before: null, after: { ...said, subjectType } });

    await closeTasks(tx, { subjectType, subjectId }, REMINDER);
    if (nextOn !== null || nextStep !== "") {
      await giveTask(tx, {
        ...{ subjectType, subjectId, number, code: REMINDER, dueOn: nextOn },
        ...{ assigneeId: keeper.ownerId, departmentId: keeper.departmentId },
        facts: { number, nextStep: nextStep || note.slice(0, 300) },
      });
    }
    return readFollowUp(tx, id);
  });
}

const keeperOf = ({ actor }: Tx) =>
  actor.kind === "staff"
    ? { ownerId: actor.userId, departmentId: actor.departmentId }
    : { ownerId: null, departmentId: null };
