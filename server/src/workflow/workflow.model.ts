import {
  day,
  defineDocument,
  flag,
  instant,
  json,
  nullable,
  oneOf,
  reference,
  text,
} from "../kernel/db";
import type { MaskGroup } from "../kernel/access";
import { approvalStates, taskStates } from "./workflow.states";

/** Why somebody has to agree: a code for the text, its facts, and which facts a role may hide. */
export interface ApprovalReason {
  /** `approval.reason.<code>` in the texts. */
  code: string;
  facts: Record<string, string | number | null>;
  /** Facts that a group of hidden fields covers: `{ marginRate: "margin" }`. */
  masks?: Readonly<Record<string, MaskGroup>>;
}

/** One step of agreement that a document waits for. It knows the document as (type, id) alone. */
export class Approval extends defineDocument("approvals", {
  subjectType: text(64),
  subjectId: reference(),
  /** The document's number, for people. */
  number: text(64),
  state: oneOf(...approvalStates.names),
  /** True while it is pending, then empty: by a unique key a document waits for one approval at a time. */
  pending: nullable(flag()),
  ownerId: nullable(reference()),
  departmentId: nullable(reference()),
  requesterId: nullable(reference()),
  /** Whoever holds it, within his row scope, may decide. */
  permission: text(64),
  reasons: json<ApprovalReason[]>(),
  note: nullable(text(1000)),
  deciderId: nullable(reference()),
  decidedAt: nullable(instant()),
}) {}

/** What somebody has to do, given by a flow about a document or typed by hand. */
export class Task extends defineDocument("tasks", {
  subjectType: nullable(text(64)),
  subjectId: nullable(reference()),
  number: nullable(text(64)),
  state: oneOf(...taskStates.names),
  /** Nobody: whoever of the department takes it. */
  assigneeId: nullable(reference()),
  departmentId: nullable(reference()),
  /** `task.<code>` in the texts; empty for one typed by hand. */
  code: nullable(text(64)),
  facts: json<Record<string, unknown>>(),
  /** What lists and searches show: the text in the language of whoever caused it. */
  title: text(500),
  note: nullable(text(1000)),
  dueOn: nullable(day()),
  closedAt: nullable(instant()),
  closerId: nullable(reference()),
}) {}
