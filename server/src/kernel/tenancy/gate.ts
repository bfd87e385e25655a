import type { Sequelize } from "sequelize";
import { TenancyViolation } from "./scope";

const STAMP = Symbol("tenancy.stamp");

export type Options = Record<PropertyKey, unknown>;
export type Interface = Record<string, (...args: unknown[]) => unknown>;

export const interfaceOf = (sequelize: Sequelize) =>
  sequelize.getQueryInterface() as unknown as Interface;

/** Marks a statement that the guard has gone through, so that the gate lets it pass. */
export const stamp = (options: Options | undefined): Options => ({ ...options, [STAMP]: true });

const SCHEMA_CHANGES = [
  "createTable",
  "dropTable",
  "dropAllTables",
  "renameTable",
  "addColumn",
  "removeColumn",
  "changeColumn",
  "renameColumn",
  "addIndex",
  "removeIndex",
  "addConstraint",
  "removeConstraint",
  "createDatabase",
  "dropDatabase",
  "createSchema",
  "dropSchema",
  "dropAllSchemas",
  "createFunction",
  "dropFunction",
  "renameFunction",
  "createTrigger",
  "dropTrigger",
  "renameTrigger",
];

/** The schema is the migrations' alone; they have a connection of their own. */
export function refuseSchemaChanges(sequelize: Sequelize): void {
  const qi = interfaceOf(sequelize);
  for (const name of SCHEMA_CHANGES) {
    if (typeof qi[name] !== "function") continue;
    qi[name] = () => {
      throw new TenancyViolation(`${name} belongs in a migration`);
    };
  }
}

/** Not BEGIN: MariaDB reads `BEGIN NOT ATOMIC` as the start of a program. */
const TRANSACTION_CONTROL =
  /^(?:START TRANSACTION|COMMIT|ROLLBACK|ROLLBACK TO SAVEPOINT `[\w-]+`|SAVEPOINT `[\w-]+`|RELEASE SAVEPOINT `[\w-]+`|SET (?:SESSION )?TRANSACTION [A-Z ]+);?\s*$/i;

/** Only statements stamped by the guard and transaction control pass `sequelize.query`. */
export function gateQueries(sequelize: Sequelize): void {
  const query = sequelize.query.bind(sequelize) as (
    sql: unknown,
    options?: unknown,
  ) => Promise<unknown>;
  const gated = async (sql: unknown, options: Options = {}) => {
    const text = typeof sql === "string" ? sql : (sql as { query: string }).query;
    if (options[STAMP]) return query(sql, options);
    if (options.transaction && TRANSACTION_CONTROL.test(text)) return query(sql, options);
    throw new TenancyViolation("SQL of one's own goes through the sql runner, which checks it");
  };
  (sequelize as unknown as { query: typeof gated }).query = gated;
}
