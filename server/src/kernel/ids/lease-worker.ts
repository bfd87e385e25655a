import { execute, isDuplicate, type WriteResult } from "../db/execute";
import { literal } from "../db/literal";
import type { Database } from "../db/database-port";
import { defineBare } from "../db/model";
import { instant, integer, text } from "../db/column";
import { WORKER_NUMBERS } from "./id";

/** Which process makes ids under which number. Global: ids are unique over all tenants. */
export class WorkerLease extends defineBare("worker_leases", {
  number: integer(),
  holder: text(64),
  expiresAt: instant(),
}) {}

const LEASE_MINUTES = 10;

/** Another process makes ids under this number by now. */
export class LeaseLost extends Error {
  override name = "LeaseLost";
}

export interface Lease {
  number: number;
  /** Called now and then while the process lives; throws when the lease was lost, for then ids could collide. */
  renew(): Promise<void>;
  release(): Promise<void>;
}

/**
 * Leases a worker number for this process from the database. Expiry is judged by the database's clock, the one clock
 * that all processes share. Tries numbers that are free or expired; two processes cannot get the same one, because the
 * claim is one conditional statement.
 */
export async function leaseWorker(db: Database, holder: string): Promise<Lease> {
  const send = <R>(sql: string) =>
    db.withSideConnection((connection) => execute<R>(connection, sql));
  const expiry = `UTC_TIMESTAMP(3) + INTERVAL ${LEASE_MINUTES} MINUTE`;
  const me = literal(holder, false);
  for (let attempt = 0; attempt < WORKER_NUMBERS; attempt += 1) {
    const number = await freeNumber(send);
    const claimed = await claim(send, number, me, expiry);
    if (!claimed) continue;
    return {
      number,
      async renew() {
        const result = await send<WriteResult>(
          `UPDATE worker_leases SET expires_at = ${expiry} WHERE number = ${number} AND holder = ${me}`,
        );
        if (result.affectedRows !== 1)
          throw new LeaseLost(`Worker number ${number} was taken over: ids could collide`);
      },
      async release() {
        await send(`DELETE FROM worker_leases WHERE number = ${number} AND holder = ${me}`);
      },
    };
  }
  throw new Error("No worker number is free");
}

type Send = <R>(sql: string) => Promise<R>;

async function freeNumber(send: Send): Promise<number> {
  const taken = await send<{ number: number }[]>(
    "SELECT number FROM worker_leases WHERE expires_at > UTC_TIMESTAMP(3)",
  );
  const numbers = new Set(taken.map((row) => row.number));
  // A random start keeps processes that start together from racing for the same number.
  const start = Math.floor(Math.random() * WORKER_NUMBERS);
  for (let i = 0; i < WORKER_NUMBERS; i += 1) {
    const number = (start + i) % WORKER_NUMBERS;
    if (!numbers.has(number)) return number;
  }
  throw new Error("All worker numbers are leased");
}

async function claim(send: Send, number: number, me: string, expiry: string): Promise<boolean> {
  try {
    await send(
      `DELETE FROM worker_leases WHERE number = ${number} AND expires_at <= UTC_TIMESTAMP(3)`,
    );
    await send(
      `INSERT INTO worker_leases (number, holder, expires_at) VALUES (${number}, ${me}, ${expiry})`,
    );
    return true;
  } catch (error) {
    if (isDuplicate(error)) return false;
    throw error;
  }
}
