import type { Connection, RowDataPacket } from "mysql2/promise";
import type { BooksModel } from "./books-model";

/** A tenant's totals as its tables hold them: figures by item or party, zeros left out. */
export interface BookTotals {
  onHand: Record<string, number>;
  reserved: Record<string, number>;
  wanted: Record<string, number>;
  onOrder: Record<string, number>;
  committed: Record<string, number>;
}

const QUERIES: Readonly<Record<keyof BookTotals, string>> = {
  onHand: "SELECT item_id AS k, SUM(on_hand) AS v FROM item_stocks WHERE tenant_id = ? GROUP BY 1",
  reserved:
    "SELECT item_id AS k, SUM(reserved) AS v FROM item_stocks WHERE tenant_id = ? GROUP BY 1",
  wanted: `SELECT item_id AS k, SUM(quantity) AS v FROM demands
    WHERE tenant_id = ? AND source_type = 'order_line' GROUP BY 1`,
  onOrder:
    "SELECT item_id AS k, SUM(open_quantity) AS v FROM supplies WHERE tenant_id = ? GROUP BY 1",
  committed:
    "SELECT party_id AS k, SUM(committed_cents) AS v FROM party_balances WHERE tenant_id = ? GROUP BY 1",
};

export async function readBooks(connection: Connection, tenantId: string): Promise<BookTotals> {
  const totals: Partial<BookTotals> = {};
  for (const [name, sql] of Object.entries(QUERIES) as [keyof BookTotals, string][]) {
    const [rows] = await connection.query<RowDataPacket[]>(sql, [tenantId]);
    totals[name] = withoutZeros(rows.map((row) => [String(row.k), Number(row.v)]));
  }
  return totals as BookTotals;
}

const withoutZeros = (entries: Iterable<[string, number]>) =>
  Object.fromEntries([...entries].filter(([, value]) => value !== 0));

/** What the model says of the same totals; what is reserved and on order depends on the interleaving. */
export const predicted = (model: BooksModel) => ({
  onHand: withoutZeros(model.onHand),
  wanted: withoutZeros(model.wanted()),
  committed: withoutZeros(model.committed()),
});
