import { defineFact } from "../kernel/events";
import type { Id } from "../kernel/ids";

export interface ApprovalDecided {
  approvalId: Id;
  subjectType: string;
  subjectId: Id;
  approved: boolean;
  note: string | null;
}

/** Somebody who may has agreed to what a document asked for, or has refused it. */
export const approvalDecided = defineFact<ApprovalDecided>(
  "approvalDecided",
  "approval",
  (fact) => fact.approvalId,
);
