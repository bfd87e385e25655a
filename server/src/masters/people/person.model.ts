import {
  defineBare,
  flag,
  instant,
  integer,
  json,
  nullable,
  oneOf,
  primaryKey,
  reference,
  text,
  withDefault,
} from "../../kernel/db";

/** A company on the platform. Global: it is what every other row belongs to. */
export class Tenant extends defineBare("tenants", {
  id: primaryKey(),
  code: text(64),
  name: text(128),
  functions: json<string[]>(),
  timeZone: text(64),
  state: oneOf("open", "closed"),
  pricesIncludeTax: withDefault(flag(), true),
  revision: withDefault(integer(), 1),
  createdAt: instant(),
  updatedAt: instant(),
}) {}

/** A human being, once, however many tenants know them: one phone number, one password. */
export class Person extends defineBare("persons", {
  id: primaryKey(),
  name: text(64),
  phone: nullable(text(64)),
  email: nullable(text(128)),
  passwordHash: nullable(text(255)),
  language: withDefault(oneOf("zh-CN", "en"), "zh-CN"),
  isOperator: withDefault(flag(), false),
  createdAt: instant(),
}) {}

/**
 * A person at one place, on one device. `placeTenantId` is where the place is, not whose row this is: the table is
 * global, because a session is read before a tenant is known. Tokens are kept as hashes only.
 */
export class PersonSession extends defineBare("sessions", {
  id: primaryKey(),
  personId: reference(),
  kind: oneOf("staff", "customer", "supplier", "operator"),
  placeTenantId: nullable(reference()),
  memberId: nullable(reference()),
  familyHash: text(64),
  refreshHash: text(64),
  expiresAt: instant(),
  revokedAt: nullable(instant()),
  createdAt: instant(),
  lastSeenAt: instant(),
  address: text(64),
  device: nullable(text(128)),
}) {}

/** Failed attempts on one account (by the hash of what was typed, known or not), for the lock-out. */
export class SignInAttempt extends defineBare("sign_in_attempts", {
  accountKey: text(64),
  failures: integer(),
  lastAt: instant(),
  address: text(64),
}) {}
