import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { ErrorBody } from "@quanlian/shared/contract";
import { translate } from "@quanlian/shared/locale";
import type { Services } from "../../server/src/kernel/access";
import { Refusal } from "../../server/src/kernel/errors";
import {
  callOperation,
  createRateLimiter,
  identify,
  type Caller,
} from "../../server/src/kernel/http";
import type { Product } from "../../server/src/main/assemble";
import { Refused, type Send } from "./desk";

/**
 * Calls the operations inside this process, on the path of an HTTP request from the token on: rights, input, key. Throws
 * instead of calling once the signal is given.
 */
export function sendInProcess(services: Services, product: Product, signal?: AbortSignal): Send {
  const caller: Caller = {
    services,
    registry: product.registry,
    actors: product.actors,
    limiter: createRateLimiter(() => services.clock.now().getTime()),
  };
  return async (token, operation, input, idempotencyKey) => {
    signal?.throwIfAborted();
    try {
      const who = await identify(caller, token);
      const call = {
        operation,
        body: input,
        token,
        idempotencyKey,
        requestId: randomUUID(),
        address: "127.0.0.1",
        language: "zh-CN" as const,
      };
      return JSON.parse((await callOperation(caller, call, who)).text) as unknown;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const sentence = translate("zh-CN", `error.${error.code}`, error.facts);
      throw new Refused(operation, error.code, sentence, error.facts, error.issues);
    }
  };
}

/** Calls the operations of a running product over HTTP. Asked to wait by its rate limit, it waits. */
export function sendOverHttp(url: string, language: "zh-CN" | "en" = "zh-CN"): Send {
  return async (token, operation, input, idempotencyKey) => {
    const request = {
      method: "POST",
      headers: {
        "content-type": "application/json",
        "accept-language": language,
        "idempotency-key": idempotencyKey,
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify(input),
    };
    for (let attempt = 1; ; attempt += 1) {
      const response = await fetch(`${url}/api/${operation}`, request).catch(() => {
        throw new Error(`Nothing answers at ${url}: start it with npm run demo`);
      });
      const body = (await response.json()) as unknown;
      if (response.ok) return body;
      const { code, message, facts, issues } = (body as ErrorBody).error;
      if (code !== "rate.limited" || attempt === MOST_ATTEMPTS) {
        throw new Refused(operation, code, message, facts, issues);
      }
      await pause(Number(facts?.seconds ?? 1) * 1_000);
    }
  };
}

const MOST_ATTEMPTS = 5;
