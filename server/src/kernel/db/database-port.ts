import type { Sequelize, Transaction } from "sequelize";
import type { Connection } from "./execute";

/**
 * The one door to MariaDB: a pool through Sequelize, and beside it a small pool for short transactions that must not
 * wait for, or hold up, the one that asked for them (document numbers, worker leases).
 */
export interface Database {
  readonly sequelize: Sequelize;
  /** Begins a transaction on a connection of its own. The caller commits or rolls back, always. */
  begin(): Promise<Transaction>;
  /** Lends a connection for reads outside a transaction, and for short statements that commit by themselves. */
  withConnection<T>(work: (connection: Connection) => Promise<T>): Promise<T>;
  /** The same from the small pool: for `kernel/numbering` and `kernel/ids`, which run inside others' transactions. */
  withSideConnection<T>(work: (connection: Connection) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  url: string;
  poolSize: number;
  /** Called with each statement's text: statement counts in tests, slow statements in the log. */
  onStatement?: (text: string) => void;
}
