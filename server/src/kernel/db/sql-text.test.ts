import { Customer, MINE, PARTY, Tag } from "../../../../tests/support/shop";
import type { Scope } from "../tenancy/scope";
import type { Parameter } from "./literal";
import { fill, sqlText } from "./sql-text";

/** SQL text is read without a database: what is refused never gets there. */
const tables = [Customer, Tag].map(({ table }) => table);
const filled = (text: string, parameters: Record<string, Parameter> = {}, scope: Scope = MINE) =>
  fill(sqlText(text), scope, parameters);

const C = "SELECT c.id FROM shop_customers c";
const TIED = `${C} WHERE c.tenant_id = :tenant`;
const O = "SELECT o.id FROM shop_orders o WHERE o.tenant_id = :tenant";

const sound: Record<string, string> = {
  "one table": TIED,
  "one table without alias": "SELECT id FROM shop_customers WHERE tenant_id = :tenant",
  "more conditions, bracketed": `${C} WHERE (c.tenant_id = :tenant AND (c.id = 1 OR c.id = 2)) AND c.score > 0`,
  "a join tied in its ON": `${C} LEFT JOIN shop_orders o ON o.tenant_id = :tenant AND o.customer_id = c.id WHERE c.tenant_id = :tenant`,
  "the first table tied in an inner ON": `${C} JOIN shop_orders o ON o.tenant_id = :tenant AND c.tenant_id = :tenant`,
  "a sub-query": `${TIED} AND c.id IN (${O})`,
  "a table made by a sub-query": `SELECT x.id FROM (${O}) x`,
  "a table made by a sub-query, joined after another": `SELECT x.id FROM shop_tags t JOIN shop_customers c ON c.tenant_id = :tenant JOIN (${O}) x ON x.id = c.id WHERE t.tenant_id = :tenant`,
  "a union": `${TIED} UNION ALL ${O}`,
  "a WITH": `WITH RECURSIVE x AS (${TIED} UNION SELECT c.id FROM shop_customers c JOIN x ON x.id = c.score WHERE c.tenant_id = :tenant) SELECT id FROM x`,
  "a CASE and a BETWEEN": `${TIED} AND c.score BETWEEN 1 AND 2 AND CASE WHEN c.score = 1 AND c.id = 2 THEN 1 ELSE 0 END = 1`,
  "a function called LEFT": `${TIED} AND LEFT(c.code, 1) = 'A'`,
  "an index hint": `SELECT c.id FROM shop_customers c FORCE INDEX (uq_shop_customers) WHERE c.tenant_id = :tenant`,
  "an update": "UPDATE shop_customers SET name = 'x', score = score + 1 WHERE tenant_id = :tenant",
  "a delete": "DELETE FROM shop_customers WHERE tenant_id = :tenant AND id = 1",
  "an insert":
    "INSERT INTO shop_tags (id, tenant_id, name) VALUES (1, :tenant, 'a'), (2, :tenant, 'b')",
  "an insert from a query": `INSERT INTO shop_tags (id, tenant_id, name) SELECT c.id, :tenant, c.name FROM shop_customers c WHERE c.tenant_id = :tenant`,
  "rows locked": `${TIED} ORDER BY c.id LIMIT 5 FOR UPDATE SKIP LOCKED`,
  "quotes that hold brackets and comments": `${TIED} AND c.name <> '/* ) -- ; '' \\' @'`,
};

const unsound: Record<string, string> = {
  "no tie": C,
  "OR beside the tie": `${TIED} OR 1 = 1`,
  "OR further along": `${C} WHERE 1 = 1 AND c.tenant_id = :tenant AND 1 = 1 OR 1 = 1`,
  "OR before": `${C} WHERE 1 = 1 OR 1 = 1 AND c.tenant_id = :tenant`,
  "|| further along": `${C} WHERE c.tenant_id = :tenant AND 1 = 1 || 1 = 1`,
  "XOR further along": `${C} WHERE c.tenant_id = :tenant AND 1 = 1 XOR 1 = 1`,
  "&& and || in a mixture": `${C} WHERE c.tenant_id = :tenant AND 1 = 0 && 1 = 1 || 1 = 1`,
  "|| beside the tie": `${TIED} || 1 = 1`,
  "XOR beside the tie": `${TIED} XOR 1 = 0`,
  "OR inside the brackets of the tie": `${C} WHERE (c.tenant_id = :tenant OR 1 = 1) AND 1 = 1`,
  "NOT before the tie": `${C} WHERE NOT c.tenant_id = :tenant`,
  "NOT before the brackets of the tie": `${C} WHERE NOT (c.tenant_id = :tenant)`,
  "a tie compared": `${C} WHERE (c.tenant_id = :tenant) = 0`,
  "a tie with more behind": `${C} WHERE c.tenant_id = :tenant + 1`,
  "a tie in a function": `${C} WHERE IF(c.tenant_id = :tenant, 1, 1)`,
  "a tie in a CASE": `${C} WHERE CASE WHEN 1 AND c.tenant_id = :tenant AND 1 THEN 1 ELSE 1 END`,
  "a tie behind BETWEEN": `${C} WHERE 0 BETWEEN 0 AND c.tenant_id = :tenant`,
  "a tie among the columns": "SELECT c.tenant_id = :tenant FROM shop_customers c",
  "a tie in the order": `${C} ORDER BY c.tenant_id = :tenant`,
  "a tie in HAVING": `${C} HAVING c.tenant_id = :tenant`,
  "a tie in a comment": `${C} /* WHERE c.tenant_id = :tenant */`,
  "a tie in a line's comment": `${C} -- WHERE c.tenant_id = :tenant`,
  "a tie in a hash comment": `${C} # WHERE c.tenant_id = :tenant`,
  "a tie in quotes": `${C} WHERE 'c.tenant_id = :tenant'`,
  "a tie in double quotes": `${C} WHERE "c.tenant_id = :tenant"`,
  "an executable comment": `${TIED} /*! OR 1 = 1 */`,
  "the same table tied twice, the other not": `${C}, shop_orders o WHERE c.tenant_id = :tenant AND c.tenant_id = :tenant`,
  "a tie that names no alias among two": `${C}, shop_orders o WHERE tenant_id = :tenant AND c.tenant_id = :tenant`,
  "the first table tied in a LEFT JOIN's ON": `${C} LEFT JOIN shop_orders o ON o.tenant_id = :tenant AND c.tenant_id = :tenant`,
  "a nested join's ON": `${C} LEFT JOIN shop_orders o JOIN shop_tags t ON t.tenant_id = :tenant AND c.tenant_id = :tenant ON o.tenant_id = :tenant`,
  "a RIGHT JOIN": `${TIED.replace("WHERE", "RIGHT JOIN shop_orders o ON o.tenant_id = :tenant WHERE")}`,
  "a NATURAL JOIN": `SELECT 1 FROM shop_customers c NATURAL JOIN shop_orders o WHERE c.tenant_id = :tenant`,
  "a tie to another table's tenant": `${C} JOIN shop_orders o ON o.tenant_id = c.tenant_id WHERE c.tenant_id = :tenant`,
  "a sub-query joined after another table and not tied": `${C} JOIN shop_tags t ON t.tenant_id = :tenant JOIN (SELECT o.customer_id FROM shop_orders o) x ON x.customer_id = c.id WHERE c.tenant_id = :tenant`,
  "a sub-query that is not tied": `${TIED} AND c.id IN (SELECT o.customer_id FROM shop_orders o)`,
  "a sub-query tied to the outer alias": `${TIED} AND EXISTS (SELECT 1 FROM shop_orders o WHERE c.tenant_id = :tenant)`,
  "a sub-query among the columns":
    "SELECT (SELECT MAX(o.amount) FROM shop_orders o) FROM shop_tags t WHERE t.tenant_id = :tenant",
  "a sub-query in a LIMIT's place": `${TIED} ORDER BY (SELECT MAX(o.amount) FROM shop_orders o)`,
  "the second half of a union": `${TIED} UNION SELECT id FROM shop_orders`,
  "the body of a WITH": "WITH x AS (SELECT id FROM shop_orders) SELECT id FROM x",
  "a WITH named like a table": `WITH shop_orders AS (${O}) SELECT id FROM shop_orders`,
  "a table in parentheses":
    "SELECT 1 FROM (shop_customers c, shop_orders o) WHERE c.tenant_id = :tenant",
  "an alias named like a table":
    "SELECT 1 FROM shop_tags shop_orders WHERE shop_orders.tenant_id = :tenant",
  "a table in capitals": "SELECT id FROM SHOP_CUSTOMERS",
  "a table in backticks": "SELECT id FROM `shop_customers`",
  "a database": "SELECT id FROM test.shop_customers WHERE tenant_id = :tenant",
  "a database in backticks": "SELECT id FROM `test` . `shop_customers`",
  "another database": "SELECT user FROM mysql.user",
  "a table that nobody declared": "SELECT id FROM shop_secrets",
  "tabs and newlines": "SELECT id\n\tFROM\n\tshop_customers\t",
  "two statements": `${TIED}; SELECT id FROM shop_customers`,
  "a user variable": "SELECT @a := c.name FROM shop_customers c WHERE c.tenant_id = :tenant",
  SET: "SET @a = 1",
  PREPARE: "PREPARE s FROM 'SELECT 1'",
  "EXECUTE IMMEDIATE": "EXECUTE IMMEDIATE 'SELECT 1'",
  CALL: "CALL p()",
  TRUNCATE: "TRUNCATE shop_customers",
  DROP: "DROP TABLE shop_customers",
  HANDLER: "HANDLER shop_customers OPEN",
  "BEGIN NOT ATOMIC": "BEGIN NOT ATOMIC SELECT 1",
  "LOAD DATA": "LOAD DATA INFILE '/etc/passwd' INTO TABLE shop_customers",
  "INTO OUTFILE": `${TIED} INTO OUTFILE '/tmp/x'`,
  LOAD_FILE: `SELECT LOAD_FILE('/etc/passwd')`,
  SLEEP: "SELECT SLEEP(100)",
  REPLACE: "REPLACE INTO shop_tags (id, tenant_id, name) VALUES (1, :tenant, 'a')",
  "an update that only sets the tenant": "UPDATE shop_customers SET tenant_id = :tenant",
  "an update that moves rows": "UPDATE shop_customers SET tenant_id = 2 WHERE tenant_id = :tenant",
  "an update that moves rows by alias":
    "UPDATE shop_customers c SET c.name = 'x', c.`tenant_id` = 2 WHERE c.tenant_id = :tenant",
  "an update joined to an untied table":
    "UPDATE shop_customers c JOIN shop_orders o ON o.customer_id = c.id SET o.amount = 1 WHERE c.tenant_id = :tenant",
  "a delete of two tables, one tied":
    "DELETE c, o FROM shop_customers c JOIN shop_orders o ON o.customer_id = c.id WHERE c.tenant_id = :tenant",
  "a delete by USING": "DELETE FROM c USING shop_customers c WHERE c.tenant_id = :tenant",
  "an insert for another tenant":
    "INSERT INTO shop_tags (id, tenant_id, name) VALUES (1, 2, :tenant)",
  "an insert with one row for another":
    "INSERT INTO shop_tags (id, tenant_id, name) VALUES (1, :tenant, 'a'), (2, 2, 'b')",
  "an insert without columns": "INSERT INTO shop_tags VALUES (1, :tenant, 'a')",
  "an insert by SET": "INSERT INTO shop_tags SET tenant_id = :tenant",
  "an insert without the tenant": "INSERT INTO shop_tags (id, name) VALUES (1, 'a')",
  "an insert over another's key":
    "INSERT INTO shop_tags (id, tenant_id, name) VALUES (1, :tenant, 'a') ON DUPLICATE KEY UPDATE name = 'HACK'",
  "an insert from an untied table":
    "INSERT INTO shop_tags (id, tenant_id, name) SELECT id, :tenant, name FROM shop_customers",
  "an insert of others' tenant":
    "INSERT INTO shop_tags (id, tenant_id, name) SELECT c.id, c.score, c.name FROM shop_customers c WHERE c.tenant_id = :tenant",
  "brackets that do not close": `${C} WHERE (c.tenant_id = :tenant`,
  "quotes that do not end": `${TIED} AND c.name = 'x`,
};

describe("SQL text", () => {
  it("knows the tables that are tried here", () => {
    expect(tables).toEqual(["shop_customers", "shop_tags"]);
  });

  it.each(Object.keys(sound))("is let through: %s", (name) => {
    expect(filled(sound[name]!)).not.toContain(":tenant");
  });

  it.each(Object.keys(unsound))("is refused: %s", (name) => {
    expect(() => filled(unsound[name]!)).toThrow(
      expect.objectContaining({ name: "TenancyViolation" }),
    );
  });

  it("takes tenant and party from the scope alone", () => {
    expect(() => filled(TIED, { tenant: "2" })).toThrow(/come from the actor/);
    expect(() => filled(TIED, { party: "2" })).toThrow(/come from the actor/);
    expect(() => filled(`${TIED} AND c.id = :party`)).toThrow(/missing/);
    expect(filled(TIED)).toBe(`${C} WHERE c.tenant_id = 1`);
  });

  it("says nothing of a tenant where several are at work", () => {
    expect(() => filled(TIED, {}, { kind: "across", reason: "test" })).toThrow(/missing/);
  });

  it("writes ids as bare integers and refuses whatever is none", () => {
    const byId = `${TIED} AND c.id = :customerId`;
    expect(filled(byId, { customerId: "7" })).toContain("c.id = 7");
    for (const id of [7, 7.5, "7 OR 1=1", "", "-1", "1e3", "99999999999999999999"])
      expect(() => filled(byId, { customerId: id })).toThrow(TypeError);
    expect(() => filled(byId, { customerId: { toString: () => "1" } as never })).toThrow(TypeError);
  });

  it("puts no value into quoted text, and quotes the values themselves", () => {
    const text = `${TIED} AND c.name = :name AND c.code <> ':name'`;
    expect(filled(text, { name: "' OR '1'='1" })).toBe(
      `${C} WHERE c.tenant_id = 1 AND c.name = '\\' OR \\'1\\'=\\'1' AND c.code <> ':name'`,
    );
  });
});

describe("SQL text for a customer", () => {
  const own = `${TIED} AND c.id = :party`;
  const allowed: Record<string, string> = {
    "tied to the party": own,
    "joined and tied": `${C} JOIN shop_orders o ON o.tenant_id = :tenant AND o.customer_id = :party WHERE c.tenant_id = :tenant AND c.id = :party`,
    "inserted for the party":
      "INSERT INTO shop_orders (id, tenant_id, customer_id, amount) VALUES (1, :tenant, :party, 1)",
  };
  const refused: Record<string, string> = {
    "not tied": TIED,
    "tied by OR": `${TIED} AND (c.id = :party OR c.id = 3)`,
    "tied in the wrong column": `${TIED} AND c.score = :party`,
    "tied once for two tables": `${C}, shop_orders o WHERE c.tenant_id = :tenant AND o.tenant_id = :tenant AND c.id = :party AND c.id = :party`,
    "of a table without such a column": "SELECT t.id FROM shop_tags t WHERE t.tenant_id = :tenant",
    "inserted for another":
      "INSERT INTO shop_orders (id, tenant_id, customer_id, amount) VALUES (1, :tenant, 3, 1)",
    "moved to another":
      "UPDATE shop_orders SET customer_id = 3 WHERE tenant_id = :tenant AND customer_id = :party",
  };
  it.each(Object.keys(allowed))("is let through: %s", (name) => {
    expect(filled(allowed[name]!, {}, PARTY)).not.toContain(":party");
  });
  it.each(Object.keys(refused))("is refused: %s", (name) => {
    expect(() => filled(refused[name]!, {}, PARTY)).toThrow(/customer/);
  });
});
