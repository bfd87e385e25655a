import { stampOf, type Actor } from "../access/actor";
import type { AccessClaims } from "../access/tokens";
import { insertRow } from "../db/insert-rows";
import type { Tx } from "../db/tx";
import { assert } from "../errors";
import type { Id } from "../ids/id";
import { jobDefinition, type JobDefinition } from "./define-job";
import { JobRow } from "./job.model";
import { jobStates } from "./job.states";

/**
 * Queues a job in the running transaction: it begins after the commit, or never. Answers its id, for `jobs.show`.
 *
 * @param runAt the earliest instant; at once by default
 */
export async function startJob<I>(
  tx: Tx,
  definition: JobDefinition<I>,
  input: I,
  runAt: Date = tx.now,
): Promise<Id> {
  assert(jobDefinition(definition.kind), `the job ${definition.kind} is not installed`);
  const id = tx.newId();
  const owner = ownerOf(tx.actor);
  const state = jobStates.initial;
  await insertRow(tx.books, JobRow, {
    id,
    kind: definition.kind,
    input: definition.input.parse(input),
    actor: stampOf(tx.actor),
    claims: claimsOf(tx.actor),
    ...owner,
    requestId: tx.origin.requestId,
    timeZone: tx.timeZone,
    state,
    runAt,
  });
  tx.record({ type: "job", id, before: null, after: { kind: definition.kind, state }, ...owner });
  return id;
}

function ownerOf(actor: Actor): { ownerId: Id | null; departmentId: Id | null } {
  if (actor.kind !== "staff") return { ownerId: null, departmentId: null };
  return { ownerId: actor.userId, departmentId: actor.departmentId };
}

/** What the actor store needs to make the same actor again; null for jobs and messages, which have no session. */
function claimsOf(actor: Actor): AccessClaims | null {
  switch (actor.kind) {
    case "staff":
    case "customer":
    case "supplier":
      return {
        sessionId: actor.sessionId,
        personId: actor.personId,
        kind: actor.kind,
        tenantId: actor.tenantId,
        memberId: actor.kind === "staff" ? actor.userId : actor.contactId,
      };
    default:
      return null;
  }
}
