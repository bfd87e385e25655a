import type { z } from "zod";
import type { Ctx } from "../access/ctx";
import { assert } from "../errors";

/**
 * Tells how far a job is, and stops it: throws `JobCancelled` when somebody asked for that, and `JobLost` when another
 * worker has taken the job over. Cheap to call often: it writes twice a second at most.
 */
export type Progress = (done: number, total?: number | null, message?: string) => Promise<void>;

/** One kind of long work. */
export interface JobDefinition<I = unknown> {
  /** As people see it in the list: `boms.import`. */
  readonly kind: string;
  /** What the work is given; checked again when the job starts, for it may have waited through an upgrade. */
  readonly input: z.ZodType<I>;
  /**
   * Whose eyes the job has. `starter` (the rule): the person who started it, with roles as they are when it runs, so that
   * an export holds no row and no figure that its reader may not see. `books`: the whole tenant, for plans and ledgers.
   */
  readonly runAs: "starter" | "books";
  /**
   * `whole` (the rule): `ctx` is a transaction that is committed together with the job's success, so a job that was
   * cancelled, failed or killed has done nothing. `own`: the job opens its own transactions, and must be safe to repeat.
   */
  readonly transaction: "whole" | "own";
  /** Answers what the job's owner reads as its result: JSON, small. */
  readonly run: (ctx: Ctx, input: I, progress: Progress) => Promise<unknown>;
}

type Defaults = "runAs" | "transaction";

/** Declares a kind of job; `main` installs it, `startJob` queues one. */
export function defineJob<I>(
  definition: Omit<JobDefinition<I>, Defaults> & Partial<Pick<JobDefinition<I>, Defaults>>,
): JobDefinition<I> {
  return { runAs: "starter", transaction: "whole", ...definition };
}

/** A kind of job, whatever it is given: what `main` collects. */
export type AnyJob = Omit<JobDefinition<never>, "input"> & { readonly input: z.ZodType };

const definitions = new Map<string, AnyJob>();

/** Plugs the kinds of jobs in, once, at the start. */
export function installJobs(all: readonly AnyJob[]): void {
  definitions.clear();
  for (const definition of all) {
    assert(!definitions.has(definition.kind), `two jobs of the kind ${definition.kind}`);
    definitions.set(definition.kind, definition);
  }
}

export const jobDefinition = (kind: string) => definitions.get(kind) as JobDefinition | undefined;

/** Somebody asked the job to stop. Thrown by `progress`; let it pass, so that the transaction is rolled back. */
export class JobCancelled extends Error {
  override name = "JobCancelled";
}

/** The job runs elsewhere by now: this run must leave no trace. */
export class JobLost extends Error {
  override name = "JobLost";
}
