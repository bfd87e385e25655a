import type { ChargeSide } from "@quanlian/shared/contract";
import { defineFact } from "../../kernel/events";
import type { Id } from "../../kernel/ids";

export interface StatementAgreed {
  statementId: Id;
  number: string;
  partyId: Id;
  side: ChargeSide;
}

/** The party agrees to all of a statement: what stands on it is settled between us. */
export const statementConfirmed = defineFact<StatementAgreed>(
  "statementConfirmed",
  "statement",
  (fact) => fact.statementId,
);

/** Both sides have signed it. */
export const statementSigned = defineFact<StatementAgreed & { hash: string }>(
  "statementSigned",
  "statement",
  (fact) => fact.statementId,
);
