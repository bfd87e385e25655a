import { declareList, listField } from "../../shared/src/contract";
import type { Actor, Ctx, Grant } from "../../server/src/kernel/access";
import { createCtx, defineRowPolicy } from "../../server/src/kernel/access";
import {
  cents,
  day,
  decimal,
  defineTable,
  flag,
  instant,
  integer,
  nullable,
  reference,
  text,
  type Database,
} from "../../server/src/kernel/db";
import { execute } from "../../server/src/kernel/db/execute";
import { defineResource } from "../../server/src/kernel/fields";
import type { TestProduct } from "./product";

/**
 * A kind of record that the product does not have, to try the general mechanisms of lists on: letters from senders, with
 * a field of every kind, owners, departments and masks.
 */
export class Letter extends defineTable(
  "test_letters",
  {
    number: text(64),
    title: nullable(text(128)),
    state: text(32),
    senderId: nullable(reference()),
    weight: nullable(decimal()),
    postageCents: nullable(cents()),
    costCents: nullable(cents()),
    pages: nullable(integer()),
    sentOn: nullable(day()),
    readAt: nullable(instant()),
    urgent: flag(),
    ownerId: nullable(reference()),
    departmentId: nullable(reference()),
  },
  { customer: "senderId" },
) {}

export class Sender extends defineTable(
  "test_senders",
  { name: text(128), bankAccount: text(64) },
  { customer: "id" },
) {}

const CREATE = [
  `CREATE TABLE test_letters (
    id BIGINT NOT NULL PRIMARY KEY, tenant_id BIGINT NOT NULL, number VARCHAR(64) NOT NULL, title VARCHAR(128) NULL,
    state VARCHAR(32) NOT NULL, sender_id BIGINT NULL, weight DECIMAL(20,6) NULL, postage_cents BIGINT NULL,
    cost_cents BIGINT NULL, pages INT NULL, sent_on DATE NULL, read_at DATETIME(3) NULL, urgent TINYINT(1) NOT NULL,
    owner_id BIGINT NULL, department_id BIGINT NULL,
    UNIQUE KEY uq_test_letters (tenant_id, id), KEY ix_test_letters_state (tenant_id, state, id),
    KEY ix_test_letters_owner (tenant_id, owner_id, id), KEY ix_test_letters_sender (tenant_id, sender_id, id),
    KEY ix_test_letters_sent (tenant_id, sent_on, id)) ENGINE=InnoDB`,
  `CREATE TABLE test_senders (
    id BIGINT NOT NULL PRIMARY KEY, tenant_id BIGINT NOT NULL, name VARCHAR(128) NOT NULL,
    bank_account VARCHAR(64) NOT NULL, UNIQUE KEY uq_test_senders (tenant_id, id)) ENGINE=InnoDB`,
];

export const letterList = declareList("letters", {
  subject: "letter",
  about: "letters",
  function: "core",
  actors: ["staff", "customer"],
  searchable: true,
  fields: {
    number: listField.code(),
    title: listField.text(),
    state: listField.oneOf(["draft", "sent", "answered"]),
    sender: listField.reference(),
    senderAccount: listField.text({ mask: "bank" }),
    weight: listField.quantity(),
    postageCents: listField.cents(),
    costCents: listField.cents({ mask: "cost" }),
    pages: listField.integer(),
    sentOn: listField.day(),
    readAt: listField.instant(),
    urgent: listField.flag({ sortable: false }),
    ownerId: listField.code({ filterable: false, shown: false }),
  },
});

export const letterPolicy = defineRowPolicy("letter", {
  owner: "owner_id",
  department: "department_id",
  customer: "sender_id",
});

export const letters = defineResource(letterList, {
  policy: letterPolicy,
  table: Letter,
  alias: "l",
  joins: { s: { table: Sender, on: "s.id = l.sender_id" } },
  columns: {
    number: "l.number",
    title: "l.title",
    state: "l.state",
    sender: { id: "l.sender_id", label: "s.name", join: "s" },
    senderAccount: { sql: "s.bank_account", join: "s" },
    weight: "l.weight",
    postageCents: "l.postage_cents",
    costCents: "l.cost_cents",
    pages: "l.pages",
    sentOn: "l.sent_on",
    readAt: "l.read_at",
    urgent: "l.urgent",
    ownerId: "l.owner_id",
  },
  search: { subjectType: "letter", fields: ["number", "title"] },
});

/** Makes the tables. They belong to no migration: only tests have them. */
export async function createLetterTables(db: Database): Promise<void> {
  await db.withConnection(async (connection) => {
    for (const statement of CREATE) await execute(connection, statement);
  });
}

export const TENANT = "7001";
export const OTHER_TENANT = "7002";

/** A `Ctx` for a made-up actor: nobody signed in, the mechanism alone is tried. */
export function ctxOf(product: TestProduct, actor: Actor): Ctx {
  return createCtx({
    services: product.services,
    actor,
    origin: { requestId: "test-request", operation: "letters.list", address: "127.0.0.1" },
    language: "zh-CN",
  });
}

export const jobOf = (product: TestProduct, tenantId = TENANT): Ctx =>
  ctxOf(product, { kind: "job", tenantId, name: "test", onBehalfOf: null });

/** Staff with one role. */
export function staffOf(
  product: TestProduct,
  grant: Partial<Grant>,
  own: { userId?: string; departmentId?: string | null; departmentIds?: string[] } = {},
): Ctx {
  return ctxOf(product, {
    kind: "staff",
    tenantId: TENANT,
    personId: "1",
    userId: own.userId ?? "501",
    sessionId: "1",
    name: "测试员",
    departmentId: own.departmentId ?? null,
    departmentIds: own.departmentIds ?? [],
    denied: [],
    functions: [],
    grants: [{ roleId: "1", permissions: ["*"], scope: "all", scopes: {}, masks: [], ...grant }],
  });
}

export const customerOf = (product: TestProduct, partyId: string): Ctx =>
  ctxOf(product, {
    kind: "customer",
    tenantId: TENANT,
    personId: "2",
    contactId: "3",
    partyId,
    sessionId: "4",
    name: "客户",
    functions: [],
  });
