import { errorCodes, type ErrorBody, type ErrorCode } from "@quanlian/shared/contract";
import { translate, type Language } from "@quanlian/shared/locale";
import type { z } from "zod";
import type { Actor } from "../access/actor";
import { isConnectionLost, isRetryable } from "../db/execute";
import { Refusal } from "../errors";

/** Facts that a customer or supplier may read in a refusal; ours (limits, stock, costs) stay with us. */
const FACTS_FOR_PARTIES = new Set([
  "subject",
  "field",
  "fields",
  "state",
  "line",
  "lines",
  "code",
  "seconds",
  "minutes",
  "operation",
  "expected",
  "current",
  "count",
  "reason",
  "megabytes",
  "day",
  "key",
  "requestId",
]);

export interface Failure {
  status: number;
  body: ErrorBody;
  /** Ours to mend: logged with its stack. */
  unexpected: boolean;
}

/** Maps whatever was thrown to the one shape of error, once. An unknown exception is always a 500. */
export function failureOf(
  error: unknown,
  actor: Actor,
  language: Language,
  requestId: string,
): Failure {
  const refusal = refusalOf(error);
  const code: ErrorCode = refusal?.code ?? "system.internal";
  const facts = { ...visibleFacts(refusal?.facts ?? {}, actor), ...(refusal ? {} : { requestId }) };
  return {
    status: errorCodes[code],
    unexpected: refusal === null,
    body: {
      error: {
        code,
        message: translate(language, `error.${code}`, facts),
        ...(Object.keys(facts).length > 0 ? { facts } : {}),
        ...(refusal && refusal.issues.length > 0 ? { issues: refusal.issues } : {}),
        requestId,
      },
    },
  };
}

function refusalOf(error: unknown): Refusal | null {
  if (error instanceof Refusal) return error;
  if (isRetryable(error) || isConnectionLost(error)) return new Refusal("system.busy");
  return null;
}

function visibleFacts(facts: Record<string, unknown>, actor: Actor): Record<string, unknown> {
  if (actor.kind === "staff" || actor.kind === "operator" || actor.kind === "job") return facts;
  return Object.fromEntries(Object.entries(facts).filter(([name]) => FACTS_FOR_PARTIES.has(name)));
}

/**
 * An answer as text, through its schema: an undeclared field cannot leave. In production it is dropped; elsewhere it is a
 * bug that fails loudly (`strict`).
 */
export function answerText(schema: z.ZodType, answer: unknown, strict: boolean): string {
  const declared = schema.parse(answer);
  if (strict) refuseUndeclared(answer, declared, []);
  return JSON.stringify(declared ?? null);
}

function refuseUndeclared(given: unknown, declared: unknown, path: string[]): void {
  if (typeof given !== "object" || given === null || given instanceof Date) return;
  for (const [key, value] of Object.entries(given)) {
    const kept = (declared as Record<string, unknown> | null | undefined)?.[key];
    if (value !== undefined && kept === undefined) {
      throw new Error(
        `The answer holds ${[...path, key].join(".")}, which the contract does not declare`,
      );
    }
    refuseUndeclared(value, kept, [...path, key]);
  }
}
