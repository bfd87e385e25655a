import { TimeoutError, UniqueConstraintError } from "sequelize";

/** A driver connection, as far as we use it. */
export interface Connection {
  query(options: { sql: string }, done: (error: DriverError | null, result: unknown) => void): void;
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
    connection.query({ sql }, (error, result) => {
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
/** Deadlock (also a Galera certification failure), lock wait timeout, record changed since last read. */
const RETRYABLE = new Set([1213, 1205, 1020]);
/** The server went away or refuses connections for now. */
const CONNECTION_LOST = new Set([
  "PROTOCOL_CONNECTION_LOST",
  "ECONNREFUSED",
  "ECONNRESET",
  "ENOENT",
  "EPIPE",
]);

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
