import type { Model, ModelStatic, Sequelize } from "sequelize";
import {
  defineDocument,
  defineTable,
  integer,
  nullable,
  reference,
  text,
} from "../../server/src/kernel/db";
import { execute } from "../../server/src/kernel/db/execute";
import { within, type Scope } from "../../server/src/kernel/tenancy/scope";
import { startProduct, type TestProduct } from "./product";

/**
 * A small world to attack the guard in: two tenants with customers, orders and tags, joined by every kind of association
 * that Sequelize knows. Tenant 1 is "mine", tenant 2 "theirs". Some rows of each point at the other's, as no foreign key
 * would allow.
 */
export class Customer extends defineDocument(
  "shop_customers",
  { code: text(64), name: nullable(text(64)), score: integer() },
  { customer: "id" },
) {}
export class Order extends defineDocument(
  "shop_orders",
  { customerId: nullable(reference()), number: nullable(text(64)), amount: integer() },
  { customer: "customerId" },
) {}
export class Tag extends defineTable("shop_tags", { name: text(64) }) {}
export class OrderTag extends defineTable("shop_order_tags", {
  orderId: reference(),
  tagId: reference(),
}) {}

export type Finder = ModelStatic<Model & Record<string, unknown>>;
export const finder = (table: unknown) => table as Finder;

export interface Shop {
  product: TestProduct;
  sequelize: Sequelize;
  /** Sends SQL past every guard: to make the world and to look at it. */
  raw<T = Record<string, unknown>>(sql: string): Promise<T[]>;
  /** As it was at the beginning. */
  reset(): Promise<void>;
}

export const MINE: Scope = { kind: "tenant", tenantId: "1", party: null };
/** The contact of customer 1 of tenant 1. */
export const PARTY: Scope = { ...MINE, party: { kind: "customer", partyId: "1" } };
export const asMine = <T>(work: () => Promise<T>) => within(MINE, work);

const STAMPS =
  "revision INT NOT NULL, created_at DATETIME(3) NOT NULL, updated_at DATETIME(3) NOT NULL";
const KEY = "id BIGINT NOT NULL PRIMARY KEY, tenant_id BIGINT NOT NULL";
const CREATE = [
  `CREATE TABLE shop_customers (${KEY}, code VARCHAR(64) NOT NULL, name VARCHAR(64) NULL, score INT NOT NULL, ${STAMPS},
    UNIQUE KEY uq_shop_customers (tenant_id, code))`,
  `CREATE TABLE shop_orders (${KEY}, customer_id BIGINT NULL, number VARCHAR(64) NULL, amount INT NOT NULL, ${STAMPS})`,
  `CREATE TABLE shop_tags (${KEY}, name VARCHAR(64) NOT NULL)`,
  `CREATE TABLE shop_order_tags (${KEY}, order_id BIGINT NOT NULL, tag_id BIGINT NOT NULL)`,
];
const NOW = "1, NOW(3), NOW(3)";
const FILL = [
  `INSERT INTO shop_customers VALUES (1,1,'A','mine',5,${NOW}),(2,2,'A','theirs',7,${NOW}),(3,1,'C','no orders',0,${NOW})`,
  `INSERT INTO shop_orders VALUES (10,1,1,'o10',100,${NOW}),(20,2,2,'o20',200,${NOW}),(21,2,1,'o21',999,${NOW}),
    (11,1,2,'o11',1,${NOW}),(12,1,3,'o12',3,${NOW})`,
  "INSERT INTO shop_tags VALUES (1,1,'mine'),(2,2,'theirs')",
  "INSERT INTO shop_order_tags VALUES (1,1,10,1),(2,2,20,2),(3,2,10,2)",
];

export async function startShop(): Promise<Shop> {
  const product = await startProduct();
  const { db } = product.services;
  associate();
  const raw = <T>(sql: string) => db.withConnection((connection) => execute<T[]>(connection, sql));
  for (const statement of CREATE) await raw(statement);
  return {
    product,
    sequelize: db.sequelize,
    raw,
    async reset() {
      for (const name of ["order_tags", "tags", "orders", "customers"])
        await raw(`DELETE FROM shop_${name}`);
      for (const statement of FILL) await raw(statement);
    },
  };
}

function associate(): void {
  const [customer, order, tag, orderTag] = [Customer, Order, Tag, OrderTag].map(finder) as [
    Finder,
    Finder,
    Finder,
    Finder,
  ];
  customer.hasMany(order, { as: "orders", foreignKey: "customerId", constraints: false });
  order.belongsTo(customer, { as: "customer", foreignKey: "customerId", constraints: false });
  order.belongsToMany(tag, {
    as: "tags",
    through: orderTag,
    foreignKey: "orderId",
    otherKey: "tagId",
    constraints: false,
  });
  tag.belongsToMany(order, {
    as: "orders",
    through: orderTag,
    foreignKey: "tagId",
    otherKey: "orderId",
    constraints: false,
  });
}
