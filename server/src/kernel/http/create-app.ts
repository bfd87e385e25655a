import { randomUUID } from "node:crypto";
import { bodyParser } from "@koa/bodyparser";
import type { Language } from "@quanlian/shared/locale";
import Koa from "koa";
import helmet from "koa-helmet";
import type { Actor } from "../access/actor";
import { Refusal, refuse } from "../errors";
import { failureOf } from "./answer";
import { bearerOf } from "./bearer";
import { callOperation, identify, type Call } from "./call-operation";
import { findRoute, type Route, type RouteParts } from "./route";

const API = "/api/";
const BODY_LIMIT = "8mb";

export interface AppParts extends RouteParts {
  routes: readonly Route[];
}

interface State {
  requestId: string;
  actor: Actor;
  language: Language;
}

type Context = Koa.ParameterizedContext<State>;

/** The web application: one route for every operation, and the few registered routes beside it. */
export function createApp(parts: AppParts): Koa {
  const app = new Koa<State>({ proxy: parts.services.config.trustProxy });
  app.silent = true;
  app.use(securityHeaders());
  app.use((koa, next) => answerFailures(parts, koa, next));
  app.use(parseBody());
  app.use((koa, next) => answerOperation(parts, koa, next));
  app.use(async (koa) => {
    const route = findRoute(parts.routes, koa.method, koa.path);
    if (!route) refuse("record.not_found", { subject: "page" });
    await route.handle(koa as unknown as Koa.Context, parts);
  });
  return app as unknown as Koa;
}

function securityHeaders() {
  return helmet({
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        objectSrc: ["'none'"],
        frameAncestors: ["'none'"],
        upgradeInsecureRequests: null,
      },
    },
  });
}

/** Only JSON, and only where operations are: uploads are read by their own route as a stream. */
function parseBody() {
  const parse = bodyParser({
    enableTypes: ["json"],
    jsonLimit: BODY_LIMIT,
    jsonStrict: true,
    onError(error) {
      throw new Refusal(
        (error as { status?: number }).status === 413 ? "request.too_large" : "request.malformed",
      );
    },
  });
  return (koa: Context, next: Koa.Next) =>
    koa.path.startsWith(API) ? parse(koa as never, next) : next();
}

/** Tags the request, times it, and maps whatever was thrown below to the one shape of error. */
async function answerFailures(parts: AppParts, koa: Context, next: Koa.Next): Promise<void> {
  koa.state.requestId = requestIdOf(koa);
  koa.state.actor = { kind: "anyone" };
  koa.state.language = languageOf(koa) ?? "zh-CN";
  koa.set("X-Request-Id", koa.state.requestId);
  try {
    await next();
  } catch (error) {
    const failure = failureOf(error, koa.state.actor, koa.state.language, koa.state.requestId);
    const { code } = failure.body.error;
    const about = {
      requestId: koa.state.requestId,
      path: koa.path,
      code,
      tenantId: tenantOf(koa.state.actor),
    };
    if (failure.unexpected) parts.services.log.error({ ...about, err: error }, "unexpected");
    else parts.services.log.debug(about, "refused");
    parts.metrics.refusals.inc({ operation: operationName(koa, parts), code });
    koa.status = failure.status;
    koa.body = failure.body;
  }
}

const tenantOf = (actor: Actor) => ("tenantId" in actor ? actor.tenantId : null);

/** An unknown name must not become a label: labels live as long as the process. */
const operationName = (koa: Context, parts: AppParts) => {
  const name = koa.path.slice(API.length);
  return parts.registry.has(name) ? name : "other";
};

async function answerOperation(parts: AppParts, koa: Context, next: Koa.Next): Promise<void> {
  if (koa.method !== "POST" || !koa.path.startsWith(API)) return next();
  const operation = koa.path.slice(API.length);
  const done = parts.metrics.operationSeconds.startTimer();
  try {
    const who = await identify(parts, bearerOf(koa));
    koa.state.actor = who.actor;
    koa.state.language = languageOf(koa) ?? who.language;
    const { text, replayed } = await callOperation(parts, callOf(koa, operation), who);
    if (replayed) koa.set("Idempotent-Replay", "true");
    koa.type = "application/json; charset=utf-8";
    koa.body = text;
    done({ operation, status: "ok" });
  } catch (error) {
    done({ operation: operationName(koa, parts), status: "failed" });
    throw error;
  }
}

function callOf(koa: Context, operation: string): Call {
  return {
    operation,
    body: (koa.request as { body?: unknown }).body,
    token: bearerOf(koa),
    idempotencyKey: koa.get("Idempotency-Key") || null,
    requestId: koa.state.requestId,
    address: koa.ip,
    language: languageOf(koa),
  };
}

function languageOf(koa: Context): Language | null {
  const wanted = koa.get("Accept-Language").toLowerCase();
  if (wanted.startsWith("zh")) return "zh-CN";
  return wanted.startsWith("en") ? "en" : null;
}

/** A caller's own id is kept when it is harmless, so that a request can be followed across systems. */
function requestIdOf(koa: Context): string {
  const given = koa.get("X-Request-Id");
  return /^[\w-]{8,64}$/.test(given) ? given : randomUUID();
}
