import type { Connection, RowDataPacket } from "mysql2/promise";

/** Counts what a run has really done, so that one that did nothing cannot pass. */
export class Tally {
  readonly counts = new Map<string, number>();

  count(name: string, by = 1): void {
    this.counts.set(name, (this.counts.get(name) ?? 0) + by);
  }

  get(name: string): number {
    return this.counts.get(name) ?? 0;
  }

  /** Prints what there was, then demands the floors. */
  demand(title: string, floors: Readonly<Record<string, number>>): void {
    const seen = [...this.counts].sort(([a], [b]) => (a < b ? -1 : 1));
    const text = seen.map(([name, count]) => `  ${name}: ${count}`).join("\n");
    process.stdout.write(`${title}\n${text}\n`);
    const vacuous = Object.entries(floors).filter(([name, floor]) => this.get(name) < floor);
    expect(vacuous.map(([name, floor]) => `${name} < ${floor}`)).toEqual([]);
  }
}

/** How often a transaction has had to wait for another's row, on the whole server since it began. */
export async function lockWaits(connection: Connection): Promise<number> {
  const [[row]] = await connection.query<RowDataPacket[]>(
    "SHOW GLOBAL STATUS LIKE 'Innodb_row_lock_waits'",
  );
  return Number(row!.Value);
}

/** Counts the moves from state to state that the audit of a database tells of. */
export async function countMoves(connection: Connection, tally: Tally): Promise<void> {
  const [rows] = await connection.query<RowDataPacket[]>(
    `SELECT CONCAT(subject_type, ': ', JSON_VALUE(\`before\`, '$.state'), ' → ', JSON_VALUE(\`after\`, '$.state')) AS move,
       COUNT(*) AS moveCount
     FROM audit_entries
     WHERE subject_type IN ('order', 'work_order')
       AND JSON_VALUE(\`before\`, '$.state') <> JSON_VALUE(\`after\`, '$.state') GROUP BY 1
     UNION ALL SELECT CONCAT('requisition line: open → ', state), COUNT(*) FROM requisition_lines WHERE state <> 'open' GROUP BY 1`,
  );
  for (const row of rows) tally.count(String(row.move), Number(row.moveCount));
}
