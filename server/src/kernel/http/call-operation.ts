import type { Operation } from "@quanlian/shared/contract";
import type { Language } from "@quanlian/shared/locale";
import type { Actor } from "../access/actor";
import type { ActorStore, Identified } from "../access/actor-store";
import { createCtx } from "../access/create-ctx";
import type { Ctx, Services } from "../access/ctx";
import { may } from "../access/row-rule";
import { readAccessToken } from "../access/tokens";
import { refuse } from "../errors";
import { answerText } from "./answer";
import { requestHash, writeOnce } from "./idempotency";
import type { RateLimiter } from "./rate-limit";
import type { Registered } from "./registry";
import { readInput } from "./validate";

/** One call as it arrived, whatever brought it. */
export interface Call {
  operation: string;
  body: unknown;
  token: string | null;
  idempotencyKey: string | null;
  requestId: string;
  address: string;
  language: Language | null;
}

export interface Caller {
  services: Services;
  registry: ReadonlyMap<string, Registered>;
  actors: ActorStore;
  limiter: RateLimiter;
}

export interface Answered {
  text: string;
  replayed: boolean;
}

const ANYONE: Identified = {
  actor: { kind: "anyone" },
  timeZone: "Asia/Shanghai",
  language: "zh-CN",
};

/** Who calls: verified token → session → roles as they are now. */
export async function identify(caller: Caller, token: string | null): Promise<Identified> {
  if (token === null) return ANYONE;
  const { services } = caller;
  const claims = readAccessToken(services.config.secret, token, services.clock.now());
  const found = await caller.actors.identify(services, claims);
  if (!found) refuse("auth.expired");
  return found;
}

/**
 * Answers one call: may this kind of actor, has the tenant the function, has the person the permission, is the input
 * right; then the handler. A write runs once per idempotency key, in one transaction with it.
 */
export async function callOperation(
  caller: Caller,
  call: Call,
  who: Identified,
): Promise<Answered> {
  const found = caller.registry.get(call.operation);
  if (!found) refuse("request.unknown_operation", { operation: call.operation });
  limitRate(caller, call, who.actor, found.operation);
  demandRight(who.actor, found.operation);
  const language = call.language ?? who.language;
  const ctx = createCtx({
    services: caller.services,
    actor: who.actor,
    origin: { requestId: call.requestId, operation: call.operation, address: call.address },
    language,
    timeZone: who.timeZone,
  });
  const input: unknown = readInput(found.operation.input, call.body, language);
  const strict = !caller.services.config.production;
  const run = async (inside: Ctx) =>
    answerText(found.operation.output, await found.handler(inside, input), strict);
  if (found.operation.kind === "read" || found.operation.idempotency === "natural") {
    return { text: await run(ctx), replayed: false };
  }
  const key = keyOf(call);
  const { answer, replayed } = await writeOnce(
    ctx,
    key,
    requestHash(call.operation, call.body),
    run,
  );
  return { text: answer, replayed };
}

function keyOf(call: Call): string {
  const key = call.idempotencyKey;
  if (!key || !/^[\x21-\x7e]{8,128}$/.test(key)) refuse("idempotency.key_required");
  return key;
}

function limitRate(caller: Caller, call: Call, actor: Actor, operation: Operation): void {
  const { config } = caller.services;
  const strict = operation.rate === "strict";
  const who = "sessionId" in actor ? `session:${actor.sessionId}` : `address:${call.address}`;
  const key = strict ? `${call.operation}:${call.address}` : who;
  const seconds = caller.limiter.take(
    key,
    strict ? config.strictRatePerMinute : config.ratePerMinute,
  );
  if (seconds > 0) refuse("rate.limited", { seconds });
}

function demandRight(actor: Actor, operation: Operation): void {
  if (operation.actors.includes("anyone")) return;
  if (actor.kind === "anyone") refuse("auth.required");
  if (actor.kind === "job" || !operation.actors.includes(actor.kind)) refuse("auth.forbidden");
  if (actor.kind === "operator") return;
  if (operation.function !== "core" && !actor.functions.includes(operation.function)) {
    refuse("function.not_subscribed", { function: operation.function });
  }
  if (actor.kind === "staff" && operation.permission && !may(actor, operation.permission)) {
    refuse("auth.forbidden", { permission: operation.permission });
  }
}
