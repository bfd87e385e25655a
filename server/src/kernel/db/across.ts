import type { Ctx } from "../access/ctx";
import { TenancyViolation } from "../tenancy/scope";
import { execute } from "./execute";
import { literal, type Parameter } from "./literal";
import type { Tx } from "./tx";

const NAME = /(?<![:\w]):([a-zA-Z][a-zA-Z0-9]*)/g;

/**
 * Sends one statement over the rows of every tenant: for the kernel's housekeeping (queue, sealer, sweeper, live
 * poller) and for sign-in, which knows the person before the tenant. Refuses a `Ctx` that did not state its reason by `acrossTenants`. Parameters are written as `ctx.rows` writes
 * them: names that end in Id or Ids as bare integers, others quoted.
 */
export function sendAcross<R>(
  ctx: Ctx,
  sql: string,
  parameters: Record<string, Parameter> = {},
): Promise<R> {
  if (ctx.scope.kind !== "across") throw new TenancyViolation("This statement crosses tenants");
  const text = sql.replace(NAME, (_, name: string) => {
    const value = parameters[name];
    if (value === undefined) throw new TypeError(`SQL parameter :${name} is missing`);
    return literal(value, /(?:^id|^ids|Id|Ids)$/.test(name));
  });
  if (isTx(ctx)) return ctx.send<R>(text);
  return ctx.services.db.withConnection((connection) => execute<R>(connection, text));
}

const isTx = (ctx: Ctx): ctx is Tx => "send" in ctx;
