import { followUpKinds } from "@quanlian/shared/contract";
import {
  day,
  defineTable,
  instant,
  nullable,
  oneOf,
  reference,
  text,
  withDefault,
} from "../../kernel/db";

/** What was said once. Never changed: a correction is a further one. */
export class FollowUp extends defineTable("follow_ups", {
  subjectType: text(64),
  subjectId: reference(),
  kind: oneOf(...followUpKinds),
  note: text(2000),
  nextStep: withDefault(text(300), ""),
  nextOn: nullable(day()),
  /** Who wrote it. */
  ownerId: nullable(reference()),
  departmentId: nullable(reference()),
  followedAt: instant(),
  createdAt: instant(),
}) {}
