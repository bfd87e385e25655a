import { z } from "zod";
import { normalisePhone } from "../domain/phone";
import { read, write, type ActorKind, type Contract } from "./operation";
import * as shape from "./primitives";

/** Who signs in with a phone number: everybody but a job. */
const members = ["staff", "customer", "supplier", "operator"] as const satisfies ActorKind[];

/** A mainland number, spelled in any way; the server keeps one spelling. */
export const phone = z
  .string()
  .trim()
  .max(32, { error: "issue.phone" })
  .refine((text) => normalisePhone(text) !== null, { error: "issue.phone" })
  .meta({ examples: ["13800138000"] });

export const newPassword = z
  .string()
  .min(8, { error: "issue.password" })
  .max(128, { error: "issue.password" })
  .refine((text) => text.isWellFormed(), { error: "issue.password" });

const givenPassword = z.string().max(128);
const secretText = z.string().min(1).max(512);
const device = shape.text(128).optional();
const memberKind = z.enum(members);

/** Which of a person's places to work at; `memberId` is the user's or the contact's id, null for the operator. */
export const placeChoice = z.strictObject({ kind: memberKind, memberId: shape.id.nullable() });

/** One place that a person may stand at: a member of a tenant's staff, a party's contact, or the operator. */
export const place = z.object({
  kind: memberKind,
  memberId: shape.id.nullable(),
  memberName: z.string(),
  tenantId: shape.id.nullable(),
  tenantName: z.string().nullable(),
  partyId: shape.id.nullable(),
  partyName: z.string().nullable(),
});

export const signedIn = z.object({
  signedIn: z.literal(true),
  accessToken: z.string(),
  refreshToken: z.string(),
  expiresAt: shape.instant,
  person: z.object({ id: shape.id, name: z.string(), language: z.enum(["zh-CN", "en"]) }),
  place,
});

/** The password was right, but the person has several places: `sessions.choose` goes on with the ticket. */
export const toChoose = z.object({
  signedIn: z.literal(false),
  ticket: z.string(),
  places: z.array(place),
});

export const me = z.object({
  person: z.object({ id: shape.id, name: z.string(), language: z.enum(["zh-CN", "en"]) }),
  place,
  departmentId: shape.id.nullable(),
  functions: z.array(z.string()),
  permissions: z.array(z.string()),
  denied: z.array(z.string()),
  places: z.array(place),
});

export const session = z.object({
  id: shape.id,
  kind: memberKind,
  tenantName: z.string().nullable(),
  device: z.string().nullable(),
  address: z.string(),
  createdAt: shape.instant,
  lastSeenAt: shape.instant,
  current: z.boolean(),
});

const own = {
  actors: members,
  permission: null,
  function: "core",
  subject: { type: "session", self: true },
} as const;
const open = {
  ...own,
  actors: ["anyone"],
  idempotency: "natural",
  rate: "strict",
} as const;

export const sessionsContract = {
  "sessions.signIn": write({
    ...open,
    summary: "Opens a session for whoever knows the password of a phone number.",
    input: z.strictObject({
      account: z.string().trim().min(1).max(64),
      password: givenPassword,
      place: placeChoice.optional(),
      device,
    }),
    output: z.discriminatedUnion("signedIn", [signedIn, toChoose]),
    errors: ["auth.bad_credentials", "auth.locked_out"],
  }),
  "sessions.choose": write({
    ...open,
    summary: "Opens a session at one of the places that signing in has offered.",
    input: z.strictObject({ ticket: z.string().min(1).max(2048), place: placeChoice, device }),
    output: signedIn,
  }),
  "sessions.acceptInvitation": write({
    ...open,
    summary: "Binds a person to the contact whom a company has invited, once, and signs in there.",
    input: z.strictObject({
      token: secretText,
      name: shape.text(64).optional(),
      phone,
      password: newPassword,
      device,
    }),
    output: signedIn,
    errors: ["invitation.spent", "auth.bad_credentials", "auth.locked_out"],
  }),
  "sessions.refresh": write({
    ...open,
    summary: "Trades a refresh token for new tokens; using one twice ends the session.",
    input: z.strictObject({ refreshToken: secretText }),
    output: z.object({
      accessToken: z.string(),
      refreshToken: z.string(),
      expiresAt: shape.instant,
    }),
  }),
  "sessions.signOut": write({
    ...own,
    summary: "Ends this session at once.",
    input: z.strictObject({}),
    output: z.object({}),
    idempotency: "natural",
  }),
  "sessions.list": read({
    ...own,
    summary: "The person's own open sessions, at every place.",
    input: z.strictObject({}),
    output: z.object({ sessions: z.array(session) }),
  }),
  "sessions.revoke": write({
    ...own,
    summary: "Ends one of the person's own sessions, on a lost phone for example.",
    input: z.strictObject({ sessionId: shape.id }),
    output: z.object({}),
    idempotency: "natural",
    // No permission is asked, for only the own can be named; another's is attacked as any record.
    subject: { type: "session", key: "sessionId", self: true },
  }),
  "sessions.changePassword": write({
    ...own,
    summary: "Sets a new password and ends the person's other sessions.",
    input: z.strictObject({ password: givenPassword, newPassword }),
    output: z.object({}),
    errors: ["auth.bad_credentials", "auth.locked_out"],
    idempotency: "natural",
    rate: "strict",
  }),
  "sessions.me": read({
    ...own,
    summary: "Who is signed in, at which place, and what may be done there.",
    input: z.strictObject({}),
    output: me,
  }),
} as const satisfies Contract;

export type Place = z.output<typeof place>;
export type SignedIn = z.output<typeof signedIn>;
export type Me = z.output<typeof me>;
export type SessionEntry = z.output<typeof session>;
