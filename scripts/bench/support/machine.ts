import { readFileSync } from "node:fs";
import type { Pool, RowDataPacket } from "mysql2/promise";
import { round, runClosed, type Measured } from "./measure";

/** How many one-row transactions the machine commits a second: no operation can be faster than that. */
export async function commitCeiling(
  pool: Pool,
  clients: number,
  commits: number,
): Promise<Measured> {
  await pool.query(
    "CREATE TABLE IF NOT EXISTS bench_commits (id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY, note INT NOT NULL) ENGINE=InnoDB",
  );
  const jobs = Array.from({ length: commits }, (_, i) => i + 1);
  return runClosed(clients, jobs, async (note) => {
    await pool.query(`INSERT INTO bench_commits (note) VALUES (${note})`);
  });
}

/** Counters of the server and both processes' processor time, to be subtracted. */
export interface Counters {
  statements: number;
  lockWaits: number;
  databaseCpuMs: number;
  nodeCpuMs: number;
}

export async function readCounters(admin: Pool, databasePid: number): Promise<Counters> {
  const [rows] = await admin.query<RowDataPacket[]>(
    "SHOW GLOBAL STATUS WHERE Variable_name IN ('Questions', 'Innodb_row_lock_waits')",
  );
  const value = (name: string) =>
    Number(rows.find((row) => String(row.Variable_name) === name)?.Value ?? 0);
  const own = process.cpuUsage();
  return {
    statements: value("Questions"),
    lockWaits: value("Innodb_row_lock_waits"),
    databaseCpuMs: cpuMsOf(databasePid),
    nodeCpuMs: (own.user + own.system) / 1_000,
  };
}

/** What each of so many jobs cost between two readings. */
export function costPerJob(before: Counters, after: Counters, jobs: number) {
  const each = (name: keyof Counters) => round((after[name] - before[name]) / jobs);
  return {
    statements: each("statements"),
    lockWaits: each("lockWaits"),
    databaseCpuMs: each("databaseCpuMs"),
    nodeCpuMs: each("nodeCpuMs"),
  };
}

/** Processor time of a process in milliseconds; Linux counts in hundredths of a second. */
export function cpuMsOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
    .replace(/^.*\) /, "")
    .split(" ");
  return (Number(fields[11]) + Number(fields[12])) * 10;
}
