import type { z } from "zod";
import type { ErrorCode } from "./errors";

/** Who can call an operation. `anyone` needs no token: sign-in and the public pages. */
export type ActorKind = "anyone" | "staff" | "customer" | "supplier" | "operator";

/**
 * What an operation is about, so that the adversary can aim at it: the kind of record, and where the input names it.
 *
 * - `key`: the input property that holds the record's id (reads and writes of one record)
 * - `list`: the answer holds records of this kind (lists, searches, exports)
 * - `creates`: a new record of this kind; ids inside the input are references, attacked as well
 * - `self`: only the actor's own session, profile or settings; nothing can be named
 */
export type Subject =
  | { type: string; key: string }
  | { type: string; list: true }
  | { type: string; creates: true }
  | { type: string; self: true };

/** One thing that the product can be asked to do, as server and clients agree on it. */
export interface Operation<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  /** One sentence for the API page: what it promises to the business. */
  summary: string;
  kind: "read" | "write";
  input: I;
  output: O;
  actors: readonly ActorKind[];
  /** The staff permission asked for; null where the kind of actor alone decides. */
  permission: string | null;
  /** The function a tenant must subscribe to; `core` is never off. */
  function: string;
  subject: Subject;
  /** The refusals it may answer with beyond the common ones. */
  errors: readonly ErrorCode[];
  /**
   * How a write is kept from counting twice: by the key that the client sends (the rule), or `natural` where the input
   * itself can be spent only once (a refresh token, a unique code).
   */
  idempotency?: "key" | "natural";
  /** Rate limit class; `strict` guards what can be guessed (passwords, codes). */
  rate?: "normal" | "strict";
}

export type Contract = Record<string, Operation>;

type Defaults = "kind" | "errors";
type Definition<I extends z.ZodType, O extends z.ZodType> = Omit<Operation<I, O>, Defaults> &
  Partial<Pick<Operation<I, O>, "errors">>;

/** An operation that changes nothing. */
export function read<I extends z.ZodType, O extends z.ZodType>(
  definition: Definition<I, O>,
): Operation<I, O> & { kind: "read" } {
  return { errors: [], ...definition, kind: "read" };
}

/** An operation that changes something; it demands an idempotency key. */
export function write<I extends z.ZodType, O extends z.ZodType>(
  definition: Definition<I, O>,
): Operation<I, O> & { kind: "write" } {
  return { errors: [], ...definition, kind: "write" };
}

export type InputOf<T extends Operation> = z.output<T["input"]>;
export type OutputOf<T extends Operation> = z.input<T["output"]>;

/** What most operations on masters share: the tenant's own people, and a function that is never off. */
export const staff = { actors: ["staff"], function: "core" } as const;
