import type { ResidualClass, ResidualProposal, StatementLineKind } from "@quanlian/shared/contract";
import type { Day, Exact } from "@quanlian/shared/domain";

/** A line of our statement as it is compared. Amounts are 分; above zero is owed to whoever charges. */
export interface OurLine {
  lineNo: number;
  kind: StatementLineKind;
  documentNumber: string;
  datedOn: Day;
  quantity: Exact | null;
  taxRate: Exact | null;
  amountCents: number;
}

/** A line of theirs, in the same sense. */
export interface TheirLine {
  lineNo: number;
  documentNumber: string;
  datedOn: Day | null;
  quantity: Exact | null;
  amountCents: number;
}

/** A charge or payment of ours that is not on the statement: a later one, or one of an earlier statement. */
export interface LineElsewhere {
  documentNumber: string;
  datedOn: Day;
  amountCents: number;
  statementNumber: string | null;
}

export interface Residual {
  class: ResidualClass;
  /** Names the sentence that explains it. */
  why: string;
  ourLineNo: number | null;
  theirLineNo: number | null;
  /** Theirs less ours. */
  differenceCents: number;
  evidence: Record<string, string | number | null>;
  proposal: ResidualProposal;
}
