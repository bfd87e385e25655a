import { dayIn } from "@quanlian/shared/domain";
import type { Parameter } from "../db/literal";
import { execute } from "../db/execute";
import { fill, sqlText } from "../db/sql-text";
import { TenancyViolation, type Scope } from "../tenancy/scope";
import type { Actor } from "./actor";
import type { Ctx, Origin, Services } from "./ctx";

/** What is settled before a `Ctx` exists. */
export interface CtxSeed {
  services: Services;
  actor: Actor;
  origin: Origin;
  language: "zh-CN" | "en";
  /** The tenant's time zone; Asia/Shanghai unless the tenant says otherwise. */
  timeZone?: string;
  now?: Date;
}

export const DEFAULT_TIME_ZONE = "Asia/Shanghai";

/** A `Ctx` for one request, job or message. An actor without a tenant gets no scope: any query of his throws. */
export function createCtx(seed: CtxSeed): Ctx {
  return new OpenCtx(seed, scopeOf(seed.actor));
}

/**
 * The same actor, for a stated reason beyond the tenants' borders: what happens before a tenant is known (sign-in), and
 * the kernel's housekeeping (queue, sealer). Its call sites are a reviewed snapshot.
 */
export function acrossTenants(ctx: Ctx, reason: string): Ctx {
  return new OpenCtx(seedOf(ctx), { kind: "across", reason });
}

/** The same request with the whole tenant in view: for reads that the books need before a transaction begins. */
export function onBooks(ctx: Ctx): Ctx {
  return new OpenCtx(seedOf(ctx), { kind: "tenant", tenantId: ctx.tenantId, party: null });
}

export const seedOf = (ctx: Ctx): CtxSeed => ({
  services: ctx.services,
  actor: ctx.actor,
  origin: ctx.origin,
  language: ctx.language,
  timeZone: ctx.timeZone,
  now: ctx.now,
});

function scopeOf(actor: Actor): Scope | null {
  switch (actor.kind) {
    case "staff":
    case "job":
      return { kind: "tenant", tenantId: actor.tenantId, party: null };
    case "customer":
    case "supplier":
      return {
        kind: "tenant",
        tenantId: actor.tenantId,
        party: { kind: actor.kind, partyId: actor.partyId },
      };
    default:
      return null;
  }
}

class OpenCtx implements Ctx {
  readonly services: Services;
  readonly actor: Actor;
  readonly origin: Origin;
  readonly language: "zh-CN" | "en";
  readonly timeZone: string;
  readonly now: Date;
  readonly today;
  readonly #scope: Scope | null;

  constructor(seed: CtxSeed, scope: Scope | null) {
    this.services = seed.services;
    this.actor = seed.actor;
    this.origin = seed.origin;
    this.language = seed.language;
    this.timeZone = seed.timeZone ?? DEFAULT_TIME_ZONE;
    this.now = seed.now ?? seed.services.clock.now();
    this.today = dayIn(this.now, this.timeZone);
    this.#scope = scope;
  }

  get scope(): Scope {
    if (!this.#scope)
      throw new TenancyViolation(`No query for an actor of kind ${this.actor.kind}`);
    return this.#scope;
  }

  get tenantId() {
    if (this.scope.kind !== "tenant") throw new TenancyViolation("No tenant is at work here");
    return this.scope.tenantId;
  }

  rows<T>(sql: string, parameters: Record<string, Parameter> = {}): Promise<T[]> {
    const text = sqlText(sql);
    if (text.writes) throw new TenancyViolation("Writing needs a transaction");
    const statement = fill(text, this.scope, parameters);
    return this.services.db.withConnection((connection) => execute<T[]>(connection, statement));
  }

  async row<T>(sql: string, parameters: Record<string, Parameter> = {}): Promise<T | undefined> {
    return (await this.rows<T>(sql, parameters))[0];
  }

  newId() {
    return this.services.ids.next();
  }
}
