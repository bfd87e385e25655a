import type { ActorStamp } from "../access/actor";
import type { AccessClaims } from "../access/tokens";
import {
  flag,
  instant,
  integer,
  json,
  nullable,
  oneOf,
  reference,
  text,
  withDefault,
} from "../db/column";
import { defineTable } from "../db/model";

/** Why a job ended without its result, as its owner reads it. */
export interface JobError {
  code: string;
  facts: Record<string, unknown>;
  issues: { path: (string | number)[]; code: string; message: string }[];
}

/** Long work that somebody started: progress, cancellation, a lease that outlives no worker, and its result. */
export class JobRow extends defineTable("jobs", {
  kind: text(64),
  input: json<unknown>(),
  actor: json<ActorStamp>(),
  /** Whose rights the job runs under; null when the kernel itself started it. */
  claims: nullable(json<AccessClaims>()),
  ownerId: nullable(reference()),
  departmentId: nullable(reference()),
  requestId: text(64),
  timeZone: text(64),
  state: oneOf("queued", "running", "succeeded", "failed", "cancelled", "dead"),
  progressDone: withDefault(integer(), 0),
  progressTotal: nullable(integer()),
  message: nullable(text(500)),
  cancelRequested: withDefault(flag(), false),
  attempts: withDefault(integer(), 0),
  runAt: instant(),
  lockedUntil: nullable(instant()),
  worker: nullable(text(64)),
  result: nullable(json<unknown>()),
  error: nullable(json<JobError>()),
  createdAt: instant(),
  startedAt: nullable(instant()),
  finishedAt: nullable(instant()),
}) {}
