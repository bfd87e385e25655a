import { setTimeout as pause } from "node:timers/promises";
import type { Transaction } from "sequelize";
import { may, rowAllowed, type RowFacts, type RowPolicy } from "../access/row-rule";
import type { Ctx } from "../access/ctx";
import { writeTrail } from "../audit/write-trail";
import { assert, refuse, refuseNotFound } from "../errors";
import type { Fact } from "../events/fact";
import { runFlow } from "../events/run-flow";
import type { Id } from "../ids/id";
import type { Scope } from "../tenancy/scope";
import { execute, isRetryable, type Connection, type WriteResult } from "./execute";
import type { Parameter } from "./literal";
import { fill, sqlText } from "./sql-text";
import type { Change, Touch, Tx } from "./tx";

const ATTEMPTS = 8;
const DEEPEST_CASCADE = 8;

/**
 * Runs `work` in one transaction: all of it is committed or none. Inside a running transaction it joins that one.
 *
 * A deadlock or a failed certification, also at COMMIT, retries the whole of it with fresh reads; `work` must therefore
 * keep no state of its own outside. Gives up with `system.busy`.
 */
export async function transact<T>(ctx: Ctx, work: (tx: Tx) => Promise<T>): Promise<T> {
  if (ctx instanceof OpenTx) return work(ctx);
  return withRetries(ctx, work, false);
}

/** The whole of it again after a deadlock or a failed certification. */
async function withRetries<T>(
  ctx: Ctx,
  work: (tx: Tx) => Promise<T>,
  rehearsal: boolean,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await once(ctx, work, rehearsal);
    } catch (error) {
      if (!isRetryable(error)) throw error;
      if (attempt === ATTEMPTS) refuse("system.busy");
      ctx.services.log.debug({ attempt, operation: ctx.origin.operation }, "transaction retried");
      await pause(Math.random() * 10 * attempt);
    }
  }
}

/**
 * Runs `work` as `transact` does, and takes all of it back: what it would answer is known and nothing has happened. It takes
 * no document numbers, writes no audit and leaves no message. A preview is the deed itself, rehearsed.
 */
export async function rehearse<T>(ctx: Ctx, work: (tx: Tx) => Promise<T>): Promise<T> {
  assert(!(ctx instanceof OpenTx), "a part of a transaction cannot be taken back alone");
  try {
    return await withRetries<T>(
      ctx,
      async (tx) => {
        throw new TakenBack(await work(tx));
      },
      true,
    );
  } catch (error) {
    if (error instanceof TakenBack) return error.answer as T;
    throw error;
  }
}

/** Carries the answer out of a transaction that it undoes. */
class TakenBack extends Error {
  constructor(readonly answer: unknown) {
    super("a rehearsal is taken back");
  }
}

async function once<T>(ctx: Ctx, work: (tx: Tx) => Promise<T>, rehearsal: boolean): Promise<T> {
  const transaction = await ctx.services.db.begin();
  const core = new Core(transaction, rehearsal);
  try {
    const tx = new OpenTx(ctx, core, ctx.scope, 0, null);
    const result = await work(tx);
    await writeTrail(tx.books, core);
    core.alive = false;
    await transaction.commit();
    core.afterCommit.forEach((run) => run());
    return result;
  } catch (error) {
    core.alive = false;
    await rollBack(transaction);
    throw error;
  }
}

/** A failed COMMIT has already cleaned up; a lost connection has nothing to roll back. */
async function rollBack(transaction: Transaction): Promise<void> {
  if ((transaction as { finished?: string }).finished) return;
  await transaction.rollback().catch(() => undefined);
}

/** What all views of one transaction share. */
class Core {
  alive = true;
  readonly changes: Change[] = [];
  readonly touches: Touch[] = [];
  readonly afterCommit: (() => void)[] = [];
  readonly messages: { topic: string; payload: Record<string, unknown> }[] = [];
  readonly connection: Connection;

  constructor(
    readonly transaction: Transaction,
    readonly rehearsal: boolean,
  ) {
    this.connection = (transaction as unknown as { connection: Connection }).connection;
  }
}

class OpenTx implements Tx {
  readonly services;
  readonly actor;
  readonly origin;
  readonly language;
  readonly timeZone;
  readonly now;
  readonly today;

  constructor(
    private readonly outer: Ctx,
    private readonly core: Core,
    private readonly ownScope: Scope,
    readonly depth: number,
    readonly causedBy: Id | null,
  ) {
    this.services = outer.services;
    this.actor = outer.actor;
    this.origin = outer.origin;
    this.language = outer.language;
    this.timeZone = outer.timeZone;
    this.now = outer.now;
    this.today = outer.today;
  }

  get rehearsal(): boolean {
    return this.core.rehearsal;
  }

  get transaction(): Transaction {
    this.demandAlive();
    return this.core.transaction;
  }

  get scope(): Scope {
    this.demandAlive();
    return this.ownScope;
  }

  get tenantId(): Id {
    assert(this.ownScope.kind === "tenant", "no tenant is at work here");
    return this.ownScope.tenantId;
  }

  get books(): Tx {
    if (this.ownScope.kind === "across" || !this.ownScope.party) return this;
    const whole: Scope = { kind: "tenant", tenantId: this.ownScope.tenantId, party: null };
    return new OpenTx(this.outer, this.core, whole, this.depth, this.causedBy);
  }

  rows<T>(sql: string, parameters: Record<string, Parameter> = {}): Promise<T[]> {
    return this.send<T[]>(fill(sqlText(sql), this.scope, parameters));
  }

  async row<T>(sql: string, parameters: Record<string, Parameter> = {}): Promise<T | undefined> {
    return (await this.rows<T>(sql, parameters))[0];
  }

  async write(sql: string, parameters: Record<string, Parameter> = {}): Promise<number> {
    const result = await this.send<WriteResult>(fill(sqlText(sql), this.scope, parameters));
    return result.affectedRows;
  }

  send<R>(statement: string): Promise<R> {
    this.demandAlive();
    return execute<R>(this.core.connection, statement);
  }

  authorize(permission: string, policy: RowPolicy, row: RowFacts): void {
    if (this.actor.kind === "staff" && !may(this.actor, permission))
      refuse("auth.forbidden", { permission });
    if (!rowAllowed(this.actor, policy, permission, row)) refuseNotFound(policy.subject);
  }

  async emit<T>(fact: Fact<T>, payload: T): Promise<Id> {
    assert(this.depth < DEEPEST_CASCADE, `facts cause facts without end: ${fact.name}`);
    const id = this.newId();
    const inside = new OpenTx(this.outer, this.core, this.books.scope, this.depth + 1, id);
    await runFlow(inside, fact, { id, name: fact.name, payload }, this.causedBy);
    return id;
  }

  record(change: Change): void {
    this.demandAlive();
    this.core.changes.push(change);
  }

  touch(subject: Touch): void {
    this.demandAlive();
    this.core.touches.push(subject);
  }

  enqueue(topic: string, payload: Record<string, unknown>): void {
    this.demandAlive();
    this.core.messages.push({ topic, payload });
  }

  afterCommit(work: () => void): void {
    this.demandAlive();
    this.core.afterCommit.push(work);
  }

  newId(): Id {
    return this.services.ids.next();
  }

  /** A promise that outlives the commit must not run outside of it in silence. */
  private demandAlive(): void {
    if (!this.core.alive)
      throw new Error("This transaction is over; its handle can do nothing any more");
  }
}
