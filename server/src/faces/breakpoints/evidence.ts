import type { ChainFact } from "@quanlian/shared/domain";
import type { Id } from "../../kernel/ids";

/** What one happening of a fact should have led to in the next link of the chain, and what it has led to. */
export interface Evidence {
  factId: Id;
  subjectId: Id;
  number: string;
  happenedAt: Date;
  /** How many records should have followed, and how many are there. */
  expectedCount: number;
  foundCount: number;
  /** What must be the same on both sides: a quantity (exact decimal) or an amount (分); null: nothing to compare. */
  expected: string | null;
  found: string | null;
  /** When what followed was written; null when nothing did. */
  arrivedAt: Date | null;
}

/** How an arrow is looked at. */
export interface ArrowEvidence {
  fact: ChainFact;
  /** The kind of document that the fact is about. */
  subjectType: string;
  /** True: the fact happens to a document once at most, so a second one is a double. */
  once: boolean;
  /**
   * A SELECT with the columns of `Evidence`, of the facts written from :since until :until, in the order of their ids, at
   * most :atMost. It reads base tables alone and trusts no figure that the effect itself keeps.
   */
  sql: string;
}

/** The facts of a name within the period asked for; `f` stays theirs. */
export const FACTS_WITHIN = `f.tenant_id = :tenant AND f.created_at >= :since AND f.created_at < :until`;

export const IN_ORDER = "ORDER BY f.id LIMIT :atMost";
