import type { Transaction } from "sequelize";
import type { Ctx } from "../access/ctx";
import type { RowFacts, RowPolicy } from "../access/row-rule";
import type { Fact } from "../events/fact";
import type { Id } from "../ids/id";
import type { Parameter } from "./literal";

/** A document's change, as audit and live events tell it. */
export interface Change extends RowFacts {
  type: string;
  id: Id;
  number?: string | null;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
  reason?: string;
}

/** A document to look at again, with whose it is. */
export interface Touch extends RowFacts {
  type: string;
  id: Id;
}

/**
 * A `Ctx` inside a transaction. Everything it does is committed together or not at all; after the commit it throws.
 */
export interface Tx extends Ctx {
  readonly transaction: Transaction;
  /**
   * The same transaction with the whole tenant in view. Row rules and masks decide what an actor may name and see; the
   * books compute on all of it: flows and ledgers work through this.
   */
  readonly books: Tx;
  /** Changes rows by SQL text; answers how many. */
  write(sql: string, parameters?: Record<string, Parameter>): Promise<number>;
  /** Sends a complete statement that a kernel helper built and guarded itself (multi-row writes). */
  send<R>(statement: string): Promise<R>;
  /** Refuses unless the actor holds the permission for this row; a row out of reach is "not found". */
  authorize(permission: string, policy: RowPolicy, row: RowFacts): void;
  /** Writes the fact's row and runs its flow, all in this transaction. */
  emit<T>(fact: Fact<T>, payload: T): Promise<Id>;
  /** Notes a document's change for the audit and for live events; written together just before the commit. */
  record(change: Change): void;
  /** Tells whoever looks at a document that what it shows has moved, though the document itself has not: no audit. */
  touch(subject: Touch): void;
  /** Leaves a message for the world after the commit: a worker delivers it at least once, under the tenant's name. */
  enqueue(topic: string, payload: Record<string, unknown>): void;
  /**
   * Runs in this process once the commit has succeeded: to drop what a cache holds. Nothing that matters may hang on it,
   * for a crash loses it: messages go through `enqueue`.
   */
  afterCommit(work: () => void): void;
  /** Facts caused by facts: how deep this transaction is in a cascade. */
  readonly depth: number;
  readonly causedBy: Id | null;
}
