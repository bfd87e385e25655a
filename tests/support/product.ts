import { randomUUID } from "node:crypto";
import type { AddressInfo } from "node:net";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createConnection } from "mysql2/promise";
import type { ErrorBody } from "@quanlian/shared/contract";
import { readConfig } from "../../server/src/kernel/config/config";
import { openDatabase } from "../../server/src/kernel/db/database";
import { migrate } from "../../server/src/kernel/db/migrate";
import { createApp } from "../../server/src/kernel/http/create-app";
import { createMetrics } from "../../server/src/kernel/http/metrics";
import { createRateLimiter } from "../../server/src/kernel/http/rate-limit";
import type { Services } from "../../server/src/kernel/access/ctx";
import { assembleProduct, type Product } from "../../server/src/main/assemble";
import { createServices } from "../../server/src/main/create-services";
import { migrations } from "../../server/src/migrations";
import { FakeClock } from "./fake-clock";

/** The whole product on a database of this Jest worker's own, behind a real HTTP port, with a clock that tests turn. */
export interface TestProduct {
  services: Services;
  product: Product;
  clock: FakeClock;
  url: string;
  /** Every SQL statement sent so far; `countStatements` watches it. */
  statements: string[];
  call<T = Record<string, unknown>>(
    token: string | null,
    operation: string,
    input?: unknown,
    options?: CallOptions,
  ): Promise<Answer<T>>;
  close(): Promise<void>;
}

export interface CallOptions {
  idempotencyKey?: string | null;
  language?: "zh-CN" | "en";
  headers?: Record<string, string>;
}

export interface Answer<T> {
  status: number;
  ok: boolean;
  /** The answer of a successful call; reading it after a refusal fails the test with the refusal's text. */
  data: T;
  error: ErrorBody["error"] | null;
  headers: Headers;
}

/** Starts it. Call in `beforeAll`, and `close` in `afterAll`. */
export async function startProduct(overrides: Record<string, string> = {}): Promise<TestProduct> {
  const databaseUrl = await freshDatabase();
  const config = readConfig({
    NODE_ENV: "test",
    DATABASE_URL: databaseUrl,
    LOG_LEVEL: process.env.TEST_LOG_LEVEL ?? "silent",
    PORT: "0",
    RATE_PER_MINUTE: "1000000",
    STRICT_RATE_PER_MINUTE: "1000000",
    // Tokens outlive a story whose clock is turned by weeks; tests of expiry say otherwise.
    ACCESS_TOKEN_MINUTES: "5256000",
    REFRESH_TOKEN_DAYS: "3650",
    PASSWORD_COST: "4",
    ...overrides,
  });
  const clock = new FakeClock();
  const statements: string[] = [];
  const product = assembleProduct();
  await migrateDatabase(databaseUrl);
  const started = await createServices(config, clock, (text) => statements.push(text));
  const app = createApp({
    services: started.services,
    registry: product.registry,
    routes: product.routes,
    actors: product.actors,
    limiter: createRateLimiter(() => clock.now().getTime()),
    metrics: createMetrics(),
  });
  const server = await listen(app.callback());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    services: started.services,
    product,
    clock,
    url,
    statements,
    call: (token, operation, input, options) =>
      callOperation(url, token, operation, input, options),
    async close() {
      await new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await started.close();
    },
  };
}

/** As in production, the schema stands before a server starts: that leases its worker number from a table. */
async function migrateDatabase(url: string): Promise<void> {
  const db = openDatabase({ url, poolSize: 1 });
  await migrate(db, migrations);
  await db.close();
}

type Answering = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

function listen(answer: Answering): Promise<Server> {
  const server = createServer((request, response) => void answer(request, response));
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)));
}

/** Each test file gets a database of its own name; relaxed flags make it cost well under a second. */
async function freshDatabase(): Promise<string> {
  const base = process.env.TEST_DATABASE_URL;
  if (!base) throw new Error("TEST_DATABASE_URL is not set: Jest's global setup did not run");
  const name = `test_${process.env.JEST_WORKER_ID ?? "0"}_${randomUUID().slice(0, 8)}`;
  const at = new URL(base);
  const admin = await createConnection({
    host: at.hostname || "localhost",
    user: decodeURIComponent(at.username),
    password: decodeURIComponent(at.password),
    socketPath: at.searchParams.get("socketPath") ?? undefined,
    port: Number(at.port) || 3306,
  });
  await admin.query(`CREATE DATABASE ${name} CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`);
  await admin.end();
  at.pathname = `/${name}`;
  return at.toString();
}

async function callOperation<T>(
  url: string,
  token: string | null,
  operation: string,
  input: unknown = {},
  options: CallOptions = {},
): Promise<Answer<T>> {
  const key = options.idempotencyKey === undefined ? randomUUID() : options.idempotencyKey;
  const response = await fetch(`${url}/api/${operation}`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "accept-language": options.language ?? "zh-CN",
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(key ? { "idempotency-key": key } : {}),
      ...options.headers,
    },
    body: JSON.stringify(input),
  });
  const text = await response.text();
  const body = text === "" ? null : (JSON.parse(text) as unknown);
  const error = response.ok ? null : (body as ErrorBody).error;
  return {
    status: response.status,
    ok: response.ok,
    headers: response.headers,
    error,
    get data(): T {
      if (error) throw new Error(`${operation} was refused: ${JSON.stringify(error)}`);
      return body as T;
    },
  };
}
