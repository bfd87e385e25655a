import { execute } from "../../server/src/kernel/db/execute";
import { startProduct, type TestProduct } from "../support/product";

let product: TestProduct;
beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product.close());

interface ColumnInfo {
  tableName: string;
  columnName: string;
  dataType: string;
  nullable: string;
}

/** What a Sequelize type must be in the database. */
const EXPECTED: Record<string, readonly string[]> = {
  BIGINT: ["bigint"],
  INTEGER: ["int"],
  STRING: ["varchar", "char"],
  TEXT: ["mediumtext", "longtext"],
  DECIMAL: ["decimal"],
  BOOLEAN: ["tinyint"],
  DATE: ["datetime"],
  DATEONLY: ["date"],
};

interface Attribute {
  field: string;
  allowNull?: boolean;
  type: { key: string };
}

describe("the schema that the migrations make", () => {
  it("is what the models say: every column, its type and whether it may be empty", async () => {
    const columns = await product.services.db.withConnection((connection) =>
      execute<ColumnInfo[]>(
        connection,
        `SELECT table_name AS tableName, column_name AS columnName, data_type AS dataType, is_nullable AS nullable
         FROM information_schema.columns WHERE table_schema = DATABASE()`,
      ),
    );
    const known = new Map(
      columns.map((column) => [`${column.tableName}.${column.columnName}`, column]),
    );
    const faults: string[] = [];
    for (const model of Object.values(product.services.db.sequelize.models)) {
      const table = model.getTableName() as string;
      for (const attribute of Object.values(model.getAttributes()) as unknown as Attribute[]) {
        const column = known.get(`${table}.${attribute.field}`);
        const what = `${table}.${attribute.field}`;
        if (!column) {
          // Sequelize gives a table without a primary key an `id` of its own; ours are reached by SQL alone.
          if (attribute.field !== "id") faults.push(`${what}: no such column`);
          continue;
        }
        if (!EXPECTED[attribute.type.key]?.includes(column.dataType)) {
          faults.push(`${what}: ${column.dataType} for ${attribute.type.key}`);
        }
        if ((column.nullable === "YES") !== (attribute.allowNull ?? false))
          faults.push(`${what}: nullable ${column.nullable}`);
      }
    }
    expect(faults).toEqual([]);
  });

  it("leads every index of a tenant's table with the tenant", async () => {
    const indexes = await product.services.db.withConnection((connection) =>
      execute<{ tableName: string; indexName: string; columnName: string }[]>(
        connection,
        `SELECT s.table_name AS tableName, s.index_name AS indexName, s.column_name AS columnName
         FROM information_schema.statistics s
         WHERE s.table_schema = DATABASE() AND s.seq_in_index = 1 AND s.column_name <> 'tenant_id'
           AND s.index_name <> 'PRIMARY' AND EXISTS (SELECT 1 FROM information_schema.columns c
             WHERE c.table_schema = DATABASE() AND c.table_name = s.table_name AND c.column_name = 'tenant_id')`,
      ),
    );
    expect(indexes.map((index) => `${index.tableName}.${index.indexName}`).sort()).toEqual(
      ACROSS_TENANTS,
    );
  });
});

/** Read by the worker and the sign-in for all tenants at once. */
const ACROSS_TENANTS = [
  "contact_logins.ix_contact_logins_person",
  "jobs.ix_jobs_claim",
  "jobs.ix_jobs_lease",
  "outbox.ix_outbox_open",
  "users.ix_users_person",
];
