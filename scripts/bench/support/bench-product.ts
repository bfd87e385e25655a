import { randomUUID } from "node:crypto";
import { createCtx, type Ctx } from "../../../server/src/kernel/access";
import { migrate } from "../../../server/src/kernel/db";
import {
  callOperation,
  createRateLimiter,
  identify,
  type Caller,
} from "../../../server/src/kernel/http";
import { assembleProduct } from "../../../server/src/main/assemble";
import { createServices } from "../../../server/src/main/create-services";
import { withDatabase } from "../../../server/src/main/open-process";
import { createOperator } from "../../../server/src/masters/people";
import { migrations } from "../../../server/src/migrations";
import type { BenchDatabase } from "./bench-database";

/** The whole product in this process, called as its HTTP layer calls it. */
export interface BenchProduct {
  caller: Caller;
  /** Calls an operation as the holder of a token, or as nobody; the answer is read. */
  call<T>(token: string | null, operation: string, body: unknown): Promise<T>;
  close(): Promise<void>;
}

/** A tenant of the bench with an administrator's token. */
export interface BenchTenant {
  tenantId: string;
  token: string;
}

const PASSWORD = "bench bench 1";
const OPERATOR_PHONE = "13900000000";
const FUNCTIONS = ["sales", "planning", "purchasing", "manufacturing", "inventory", "finance"];

/** Brings the schema up and starts the product in this process. */
export async function openBenchProduct(database: BenchDatabase): Promise<BenchProduct> {
  const { config } = database;
  await withDatabase(config, (db) => migrate(db, migrations));
  const { registry, actors } = assembleProduct();
  const started = await createServices(config);
  const { services } = started;
  const limiter = createRateLimiter(() => performance.now());
  const caller = { services, registry, actors, limiter };
  await createOperator(services, { name: "运营", phone: OPERATOR_PHONE, password: PASSWORD });
  return {
    caller,
    async call<T>(token: string | null, operation: string, body: unknown) {
      const who = await identify(caller, token);
      const { text } = await callOperation(caller, callOf(operation, body), who);
      return JSON.parse(text) as T;
    },
    close: () => started.close(),
  };
}

/** A call as it arrives, with a fresh idempotency key. */
export const callOf = (operation: string, body: unknown) => ({
  operation,
  body,
  token: null,
  idempotencyKey: randomUUID(),
  requestId: randomUUID(),
  address: "127.0.0.1",
  language: "zh-CN" as const,
});

/** Opens a company; `number` keeps codes and telephones apart. */
export async function openBenchTenant(product: BenchProduct, number: number): Promise<BenchTenant> {
  const phone = `1380000${String(number).padStart(4, "0")}`;
  const operator = await signIn(product, OPERATOR_PHONE);
  const { tenant } = await product.call<{ tenant: { id: string } }>(operator, "tenants.open", {
    code: `BENCH${number}`,
    name: `恒锐五金${number}`,
    functions: FUNCTIONS,
    administrator: { name: "管理员", phone, password: PASSWORD },
  });
  return { tenantId: tenant.id, token: await signIn(product, phone) };
}

/** A member of staff who sees only rows of his own, with some permissions. */
export async function openBenchMember(
  product: BenchProduct,
  tenant: BenchTenant,
  number: number,
  permissions: readonly string[],
): Promise<{ userId: string; token: string }> {
  const role = await product.call<{ id: string }>(tenant.token, "roles.create", {
    code: "member",
    name: "业务员",
    permissions,
    scope: "own",
  });
  const phone = `1370000${String(number).padStart(4, "0")}`;
  const user = await product.call<{ id: string }>(tenant.token, "users.create", {
    name: "业务员",
    phone,
    password: PASSWORD,
    roleIds: [role.id],
  });
  return { userId: user.id, token: await signIn(product, phone) };
}

async function signIn(product: BenchProduct, account: string): Promise<string> {
  const signedIn = await product.call<{ accessToken: string }>(null, "sessions.signIn", {
    account,
    password: PASSWORD,
  });
  return signedIn.accessToken;
}

/** For bulk seeding through the product's tables. */
export const seedingCtx = (product: BenchProduct, tenantId: string, operation: string): Ctx =>
  createCtx({
    services: product.caller.services,
    actor: { kind: "job", tenantId, name: "bench", onBehalfOf: null },
    origin: { requestId: "bench", operation, address: "" },
    language: "zh-CN",
  });
