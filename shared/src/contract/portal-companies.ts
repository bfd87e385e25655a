import { z } from "zod";
import { read, write, type Contract } from "./operation";
import * as shape from "./primitives";
import { signedIn } from "./sessions";

/** For whom a contact's person acts: one person may stand for several companies, at several factories. */

const partyKind = z.enum(["customer", "supplier"]);

/** A company that the person stands for, at one factory; `kind` and `contactId` together name it. */
export const portalCompany = z.object({
  kind: partyKind,
  contactId: shape.id,
  contactName: z.string(),
  partyId: shape.id,
  partyName: z.string().nullable(),
  tenantName: z.string(),
  current: z.boolean(),
});
export type PortalCompany = z.output<typeof portalCompany>;

const portalMe = z.object({
  person: z.object({ id: shape.id, name: z.string(), language: z.enum(["zh-CN", "en"]) }),
  phone: z.string().nullable(),
  company: portalCompany,
  functions: z.array(z.string()),
  companyCount: z.int(),
});

const forContacts = {
  actors: ["customer", "supplier"],
  permission: null,
  function: "core",
  subject: { type: "session", self: true },
} as const;

export const portalCompaniesContract = {
  "portal.me.show": read({
    ...forContacts,
    summary:
      "Who is signed in to the portal, for which company, and what the factory offers there.",
    input: z.strictObject({}),
    output: portalMe,
  }),
  "portal.companies.list": read({
    ...forContacts,
    summary: "Every company that the person stands for, at every factory, the current one marked.",
    input: z.strictObject({}),
    output: z.object({ companies: z.array(portalCompany) }),
  }),
  "portal.companies.switch": write({
    ...forContacts,
    summary:
      "Goes on for another of the person's companies: this session ends and one for that company begins.",
    input: z.strictObject({
      kind: partyKind,
      contactId: shape.id,
      device: shape.text(128).optional(),
    }),
    output: signedIn,
    // Only the person's own can be named; another's is attacked as any record.
    subject: { type: "contactLogin", key: "contactId", self: true },
    // The session that asks is spent by it: the same call again is refused as expired.
    idempotency: "natural",
  }),
} as const satisfies Contract;
