import { createSecretKey, type KeyObject } from "node:crypto";
import { z } from "zod";

/** Everything that the environment decides, read once at the start and checked as a whole. */
export interface Config {
  production: boolean;
  databaseUrl: string;
  databasePoolSize: number;
  port: number;
  publicUrl: string;
  /** Signs access tokens, live tickets and file links. */
  secret: KeyObject;
  filesFolder: string;
  logLevel: string;
  trustProxy: boolean;
  accessTokenMinutes: number;
  refreshTokenDays: number;
  /** Work and memory of hashing a password, as a power of two: 15 takes 32 MB. */
  passwordCost: number;
  /** Requests a minute for one actor, and for one address that has not signed in. */
  ratePerMinute: number;
  strictRatePerMinute: number;
}

/** Good for a demo on one's own machine; production refuses it. */
export const DEFAULT_SECRET = "quanlian-demo-secret-not-for-production";

const positive = (fallback: number) => z.coerce.number().int().positive().default(fallback);

const environment = z.object({
  NODE_ENV: z.enum(["production", "development", "test"]).default("development"),
  DATABASE_URL: z.url({
    protocol: /^mysql$/,
    error: "must look like mysql://user:password@host:3306/quanlian",
  }),
  DATABASE_POOL: positive(24),
  PORT: z.coerce.number().int().min(0).max(65535).default(8080),
  PUBLIC_URL: z.url().optional(),
  SECRET: z.string().min(1).default(DEFAULT_SECRET),
  FILES_FOLDER: z.string().min(1).default(".data/files"),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "silent"]).default("info"),
  TRUST_PROXY: z.enum(["0", "1"]).default("0"),
  ACCESS_TOKEN_MINUTES: positive(10),
  REFRESH_TOKEN_DAYS: positive(30),
  PASSWORD_COST: z.coerce.number().int().min(1).max(20).default(15),
  RATE_PER_MINUTE: positive(1200),
  STRICT_RATE_PER_MINUTE: positive(20),
});

/** A configuration that must not run: one line per fault, each with what to do. */
export class ConfigError extends Error {
  constructor(readonly faults: string[]) {
    super(`The configuration cannot be used:\n${faults.map((fault) => `  - ${fault}`).join("\n")}`);
    this.name = "ConfigError";
  }
}

/** Reads the environment. Every fault is named at once; unsafe production settings are faults. */
export function readConfig(source: Record<string, string | undefined>): Config {
  const read = environment.safeParse(source);
  if (!read.success) {
    throw new ConfigError(
      read.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`),
    );
  }
  const env = read.data;
  const production = env.NODE_ENV === "production";
  const faults = production ? productionFaults(env) : [];
  if (faults.length > 0) throw new ConfigError(faults);
  return {
    production,
    databaseUrl: env.DATABASE_URL,
    databasePoolSize: env.DATABASE_POOL,
    port: env.PORT,
    publicUrl: env.PUBLIC_URL ?? `http://localhost:${env.PORT}`,
    secret: createSecretKey(Buffer.from(env.SECRET, "utf8")),
    filesFolder: env.FILES_FOLDER,
    logLevel: env.LOG_LEVEL,
    trustProxy: env.TRUST_PROXY === "1",
    accessTokenMinutes: env.ACCESS_TOKEN_MINUTES,
    refreshTokenDays: env.REFRESH_TOKEN_DAYS,
    passwordCost: env.PASSWORD_COST,
    ratePerMinute: env.RATE_PER_MINUTE,
    strictRatePerMinute: env.STRICT_RATE_PER_MINUTE,
  };
}

function productionFaults(env: z.output<typeof environment>): string[] {
  const faults: string[] = [];
  if (env.SECRET === DEFAULT_SECRET)
    faults.push("SECRET: the demo's secret is public; set one of your own");
  if (Buffer.byteLength(env.SECRET) < 32) faults.push("SECRET: must be at least 32 bytes long");
  if (!env.PUBLIC_URL) faults.push("PUBLIC_URL: must say where people reach this server");
  else if (!env.PUBLIC_URL.startsWith("https://"))
    faults.push("PUBLIC_URL: must start with https://");
  if (env.ACCESS_TOKEN_MINUTES > 60) faults.push("ACCESS_TOKEN_MINUTES: at most 60");
  if (env.PASSWORD_COST < 15) faults.push("PASSWORD_COST: at least 15");
  const database = new URL(env.DATABASE_URL);
  if (!database.searchParams.has("socketPath") && database.password === "") {
    faults.push("DATABASE_URL: a database reached over the network needs a password");
  }
  return faults;
}
