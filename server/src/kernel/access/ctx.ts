import type { Day } from "@quanlian/shared/domain";
import type { Logger } from "pino";
import type { Clock } from "../clock/clock";
import type { Config } from "../config/config";
import type { Database } from "../db/database-port";
import type { Parameter } from "../db/literal";
import type { FileStore } from "../files/file-store";
import type { Id, IdMaker } from "../ids/id";
import type { Scope } from "../tenancy/scope";
import type { Actor } from "./actor";

/** What one server process has: made once by `main`, handed to every operation inside its `Ctx`. */
export interface Services {
  readonly config: Config;
  readonly db: Database;
  readonly clock: Clock;
  readonly ids: IdMaker;
  readonly log: Logger;
  readonly files: FileStore;
}

/** Where a request came from. */
export interface Origin {
  requestId: string;
  operation: string;
  address: string;
}

/**
 * Who asks, when, and for whose rows: the first argument of everything that reads or writes.
 *
 * Reading here happens outside a transaction; `transact` makes a `Tx` of it.
 */
export interface Ctx {
  readonly services: Services;
  readonly actor: Actor;
  readonly scope: Scope;
  readonly origin: Origin;
  /** Business time, the same throughout one operation. */
  readonly now: Date;
  /** The tenant's day at `now`. */
  readonly today: Day;
  readonly timeZone: string;
  readonly language: "zh-CN" | "en";
  /** The tenant at work; asking for it without one is a bug. */
  readonly tenantId: Id;
  /** Rows of SQL text that ties every table to `:tenant`. */
  rows<T>(sql: string, parameters?: Record<string, Parameter>): Promise<T[]>;
  /** The first row, or undefined. */
  row<T>(sql: string, parameters?: Record<string, Parameter>): Promise<T | undefined>;
  newId(): Id;
  /** All that happens here is taken back: no numbers are taken for it. */
  readonly rehearsal?: boolean;
}
