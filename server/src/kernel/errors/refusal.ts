import type { ErrorCode, Issue } from "@quanlian/shared/contract";

/** Facts behind a refusal, for the message and for the client: ids, quantities, amounts, days. */
export type Facts = Record<string, unknown>;

/** An expected "no": a stable code with facts, translated at the edge and mapped to HTTP once. */
export class Refusal extends Error {
  constructor(
    readonly code: ErrorCode,
    readonly facts: Facts = {},
    readonly issues: Issue[] = [],
  ) {
    super(code);
    this.name = "Refusal";
  }
}

/** Says no. The transaction around it is rolled back; nothing is half-written. */
export function refuse(code: ErrorCode, facts: Facts = {}): never {
  throw new Refusal(code, facts);
}

/** Refuses an input with all of its faults at once. Does nothing when there are none. */
export function refuseFaults(issues: Issue[], code: ErrorCode = "request.invalid"): void {
  if (issues.length > 0) throw new Refusal(code, {}, issues);
}

/** The answer for a record that does not exist and for one that the actor may not know of: they must not differ. */
export function refuseNotFound(subject: string): never {
  throw new Refusal("record.not_found", { subject });
}

/** A bug of ours: crashes the operation and is logged with its stack; never dressed as a refusal. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`Impossible: ${message}`);
}
