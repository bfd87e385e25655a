import { TimeoutError, UniqueConstraintError } from "sequelize";

/** A driver connection, as far as we use it. */
export interface Connection {
  query(
    options: { sql: string; values?: null },
    done: (error: DriverError | null, result: unknown) => void,
  ): void;
  onStatement?: (text: string) => void;
}

export interface DriverError extends Error {
  errno?: number;
  code?: string;
  sqlMessage?: string;
}

/** What a write answers. */
export interface WriteResult {
  affectedRows: number;
}

/** Sends one statement. Sequelize's own path costs several times as much per statement; hot paths come here. */
export function execute<R>(connection: Connection, sql: string): Promise<R> {
  connection.onStatement?.(sql);
  return new Promise((resolve, reject) => {
    // Null, not undefined: the text is complete, so the driver need not search all of it for placeholders.
    connection.query({ sql, values: null }, (error, result) => {
      if (error) reject(error);
      else resolve(result as R);
    });
  });
}

const errno = (error: unknown): number | undefined => {
  const at = error as {
    errno?: number;
    original?: { errno?: number };
    parent?: { errno?: number };
  };
  return at?.errno ?? at?.original?.errno ?? at?.parent?.errno;
};

const DUPLICATE = 1062;
const LOCK_TIMEOUT = 1205;
/** Deadlock (also a Galera certification failure), lock wait timeout, record changed since last read. */
const RETRYABLE = new Set([1213, LOCK_TIMEOUT, 1020]);
/** The server went away or refuses connections for now. */
const CONNECTION_LOST = new Set([
  "PROTOCOL_CONNECTION_LOST",
  "ECONNREFUSED",
  "ECONNRESET",
  "ENOENT",
  "EPIPE",
]);

/** Another transaction holds the row, longer than the statement was ready to wait. */
export const isLockTimeout = (error: unknown) => errno(error) === LOCK_TIMEOUT;

export const isDuplicate = (error: unknown) =>
  errno(error) === DUPLICATE || error instanceof UniqueConstraintError;

/** The name of the unique key that a duplicate hit, without its table. */
export function duplicateKey(error: unknown): string | null {
  const message =
    (error as { sqlMessage?: string; original?: DriverError }).sqlMessage ??
    (error as { original?: DriverError }).original?.sqlMessage;
  const name = /for key '(?:[^'.]*\.)?([^']+)'/.exec(message ?? "");
  return name?.[1] ?? null;
}

export const isRetryable = (error: unknown) => {
  const number = errno(error);
  return (number !== undefined && RETRYABLE.has(number)) || error instanceof TimeoutError;
};

export const isConnectionLost = (error: unknown) => {
  const at = error as { code?: string; original?: { code?: string } };
  return CONNECTION_LOST.has(at?.code ?? at?.original?.code ?? "");
};
