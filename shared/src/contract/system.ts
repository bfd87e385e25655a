import { z } from "zod";
import { read, write, type Contract } from "./operation";
import * as shape from "./primitives";

/** What runs behind the screens: long jobs, messages that could not be delivered, the audit trail, live changes, files. */

const page = {
  /** The last id of the page before. */
  cursor: shape.id.optional(),
  limit: z.int().min(1).max(200).default(50),
};

export const jobState = z.enum(["queued", "running", "succeeded", "failed", "cancelled", "dead"]);

export const job = z.object({
  id: shape.id,
  kind: z.string(),
  state: jobState,
  progressDone: z.int(),
  /** Null while the job does not know how much there is. */
  progressTotal: z.int().nullable(),
  message: z.string().nullable(),
  cancelRequested: z.boolean(),
  attempts: z.int(),
  startedBy: z.string(),
  /** What the job answered, in the shape of its kind; null until it succeeds. */
  result: z.unknown(),
  error: z
    .object({
      code: z.string(),
      facts: z.record(z.string(), z.unknown()),
      issues: z.array(
        z.object({
          path: z.array(z.union([z.string(), z.int()])),
          code: z.string(),
          message: z.string(),
        }),
      ),
    })
    .nullable(),
  createdAt: shape.instant,
  startedAt: shape.instant.nullable(),
  finishedAt: shape.instant.nullable(),
  actions: shape.actions,
});
export type Job = z.output<typeof job>;

export const jobsContract = {
  "jobs.list": read({
    summary: "Long jobs that the person may see, newest first, with their progress",
    input: z.strictObject({
      state: jobState.optional(),
      kind: shape.text(64).optional(),
      ...page,
    }),
    output: z.object({ rows: z.array(job), nextCursor: shape.id.nullable() }),
    actors: ["staff"],
    permission: "jobs.list",
    function: "core",
    subject: { type: "job", list: true },
  }),
  "jobs.show": read({
    summary: "One job: where it stands, and what it answered or why it ended",
    input: z.strictObject({ jobId: shape.id }),
    output: job,
    actors: ["staff"],
    permission: "jobs.show",
    function: "core",
    subject: { type: "job", key: "jobId" },
  }),
  "jobs.cancel": write({
    summary: "Cancels a waiting job at once, asks a running one to stop; what it wrote is undone",
    input: z.strictObject({ jobId: shape.id }),
    output: job,
    actors: ["staff"],
    permission: "jobs.cancel",
    function: "core",
    subject: { type: "job", key: "jobId" },
    errors: ["job.not_cancellable"],
  }),
} as const satisfies Contract;

/** `message` left for the world, `inbox` came from outside, `job` was started by somebody. */
export const deadLetterKind = z.enum(["message", "inbox", "job"]);

export const deadLetter = z.object({
  id: shape.id,
  kind: deadLetterKind,
  topic: z.string(),
  attempts: z.int(),
  lastError: z.string(),
  createdAt: shape.instant,
  deadAt: shape.instant,
});
export type DeadLetter = z.output<typeof deadLetter>;

export const deadLettersContract = {
  "deadLetters.list": read({
    summary: "Messages and jobs that were given up after many attempts, newest first",
    input: z.strictObject({ kind: deadLetterKind.optional(), ...page }),
    output: z.object({ rows: z.array(deadLetter), nextCursor: shape.id.nullable() }),
    actors: ["staff"],
    permission: "system.deadLetters",
    function: "core",
    subject: { type: "deadLetter", list: true },
  }),
  "deadLetters.rerun": write({
    summary: "Puts a message or job that was given up back into its queue with all its attempts",
    input: z.strictObject({ letterId: shape.id }),
    output: z.object({ id: shape.id, kind: deadLetterKind }),
    actors: ["staff"],
    permission: "system.deadLetters",
    function: "core",
    subject: { type: "deadLetter", key: "letterId" },
    errors: ["letter.not_dead"],
  }),
} as const satisfies Contract;

export const auditEntry = z.object({
  id: shape.id,
  operation: z.string(),
  subjectNumber: z.string().nullable(),
  actorKind: z.string(),
  actorId: shape.id.nullable(),
  actorName: z.string(),
  address: z.string(),
  requestId: z.string(),
  reason: z.string().nullable(),
  /** Names of the fields that changed. */
  fields: z.array(z.string()),
  /** Null where nothing was before or after, and for a person from whom any group of fields is hidden. */
  before: z.record(z.string(), z.unknown()).nullable(),
  after: z.record(z.string(), z.unknown()).nullable(),
  at: shape.instant,
  /** Its place in the tenant's chain; null for the seconds until it is sealed. */
  place: z.int().nullable(),
});
export type AuditTrailEntry = z.output<typeof auditEntry>;

export const auditContract = {
  "audit.list": read({
    summary: "Who did what to a record, when and from where, before and after",
    input: z.strictObject({ subjectType: shape.text(64), subjectId: shape.id, ...page }),
    output: z.object({ rows: z.array(auditEntry), nextCursor: shape.id.nullable() }),
    actors: ["staff"],
    permission: "audit.read",
    function: "core",
    subject: { type: "auditEntry", list: true },
  }),
  "audit.verify": read({
    summary: "Recomputes the audit chain and names the first entry that was tampered with",
    input: z.strictObject({
      /** Where to begin; a long chain is verified in several calls. */
      fromPlace: z.int().min(1).max(2_147_483_647).default(1),
      limit: z.int().min(1).max(100_000).default(20_000),
    }),
    output: z.object({
      ok: z.boolean(),
      checked: z.int(),
      /** Entries that await the sealer. */
      unsealed: z.int(),
      /** Where the next call goes on; null at the end of the chain. */
      nextPlace: z.int().nullable(),
      firstBad: z
        .object({
          place: z.int(),
          entryId: shape.id.nullable(),
          fault: z.enum(["changed", "missing", "head"]),
        })
        .nullable(),
    }),
    actors: ["staff"],
    permission: "audit.verify",
    function: "core",
    subject: { type: "auditEntry", list: true },
  }),
} as const satisfies Contract;

export const changeEvent = z.object({ type: z.string(), id: shape.id });
export type LiveChange = z.output<typeof changeEvent>;

export const liveContract = {
  "changes.wait": read({
    summary: "Waits until a record that the caller may see changes, and says which; at most 25 s",
    input: z.strictObject({
      /** From the answer before; without one the answer comes at once, with a cursor to begin from. */
      since: z
        .string()
        .max(16_000, { error: "issue.text_long" })
        .regex(/^[\w-]+$/)
        .optional(),
      timeoutSeconds: z.int().min(0).max(25).default(25),
    }),
    output: z.object({
      changes: z.array(changeEvent),
      cursor: z.string(),
      /** The cursor is older than what is kept: re-read whatever is on the screen. */
      reset: z.boolean(),
    }),
    actors: ["staff", "customer", "supplier"],
    permission: null,
    function: "core",
    subject: { type: "change", self: true },
    errors: ["list.bad_cursor"],
  }),
  "live.ticket": read({
    summary: "A ticket, good for one minute, that opens the stream of live changes",
    input: z.strictObject({}),
    output: z.object({ ticket: z.string(), expiresAt: shape.instant }),
    actors: ["staff", "customer", "supplier"],
    permission: null,
    function: "core",
    subject: { type: "change", self: true },
  }),
} as const satisfies Contract;

/** What `POST /files` answers. */
export const uploadedFile = z.object({
  id: shape.id,
  name: z.string(),
  mime: z.string(),
  bytes: z.int(),
  sha256: z.string(),
});
export type UploadedFile = z.output<typeof uploadedFile>;

export const filesContract = {
  "files.link": read({
    summary: "A link to a file's bytes, good for five minutes",
    input: z.strictObject({ fileId: shape.id }),
    output: z.object({
      url: z.string(),
      expiresAt: shape.instant,
      name: z.string(),
      mime: z.string(),
      bytes: z.int(),
    }),
    actors: ["staff", "customer", "supplier"],
    permission: "files.link",
    function: "core",
    subject: { type: "file", key: "fileId" },
  }),
} as const satisfies Contract;
