import { z } from "zod";
import { read, write, type Contract } from "./operation";
import * as shape from "./primitives";
import { newPassword, phone } from "./sessions";

/** What a tenant can subscribe to. `core` (people, parties, items) is never off. */
export const subscribableFunctions = [
  "sales",
  "planning",
  "purchasing",
  "manufacturing",
  "inventory",
  "finance",
] as const;

const functions = z.array(z.enum(subscribableFunctions)).max(subscribableFunctions.length);

export const tenant = z.object({
  id: shape.id,
  code: z.string(),
  name: z.string(),
  functions: z.array(z.string()),
  timeZone: z.string(),
  state: z.enum(["open", "closed"]),
  revision: shape.revision,
});

const operator = {
  actors: ["operator"],
  permission: null,
  function: "core",
  // The operator belongs to no tenant, where keys are kept; a code is taken once, a revision used once.
  idempotency: "natural",
} as const;

export const tenantsContract = {
  "tenants.list": read({
    actors: ["operator"],
    permission: null,
    function: "core",
    summary: "The companies on this platform.",
    input: z.strictObject({
      after: shape.id.optional(),
      limit: z.int().min(1).max(200).default(50),
    }),
    output: z.object({ tenants: z.array(tenant), next: shape.id.nullable() }),
    subject: { type: "tenant", list: true },
  }),
  "tenants.open": write({
    ...operator,
    summary: "Opens a company with its roles, a first department and its first administrator.",
    input: z.strictObject({
      code: shape.code,
      name: shape.text(128),
      functions,
      timeZone: z.string().max(64).refine(isTimeZone, { error: "issue.format" }).optional(),
      administrator: z.strictObject({ name: shape.text(64), phone, password: newPassword }),
    }),
    output: z.object({ tenant, administratorId: shape.id }),
    subject: { type: "tenant", creates: true },
    errors: ["record.duplicate"],
  }),
  "tenants.update": write({
    ...operator,
    summary: "Changes a company's name or functions, closes it or opens it again; its data stays.",
    input: z.strictObject({
      tenantId: shape.id,
      revision: shape.revision,
      name: shape.text(128).optional(),
      functions: functions.optional(),
      state: z.enum(["open", "closed"]).optional(),
    }),
    output: tenant,
    subject: { type: "tenant", key: "tenantId" },
    errors: ["revision.stale"],
  }),
} as const satisfies Contract;

export type Tenant = z.output<typeof tenant>;

function isTimeZone(name: string): boolean {
  try {
    Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
