import type { Connection } from "mysql2/promise";

/**
 * One promise of the books, checked by plain SQL over the base tables. Nothing here imports the code that writes them: what
 * both would misunderstand, neither would find.
 */
export interface Check {
  /** `<book>.<promise>`, unique. */
  readonly name: string;
  /** What must hold, as a sentence. */
  readonly promise: string;
  /**
   * A SELECT that answers a row for each fault and nothing else: `tenantId`, `document` (which row or document, with its
   * ids), `expected` and `found`.
   */
  readonly sql: string;
}

/** A check that SQL alone cannot do: it reads by SQL and computes here. */
export interface ComputedCheck {
  readonly name: string;
  readonly promise: string;
  readonly run: (connection: Connection) => Promise<FaultRow[]>;
}

export interface FaultRow {
  tenantId: string;
  document: string;
  expected: string;
  found: string;
}

/** A promise that is broken, and where. */
export interface Fault extends FaultRow {
  check: string;
}
