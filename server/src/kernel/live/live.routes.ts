import { liveContract } from "@quanlian/shared/contract";
import type { Ctx } from "../access/ctx";
import { signPurposeToken } from "../access/tokens";
import { refuse } from "../errors";
import { implement } from "../http/registry";
import { TICKET_PURPOSE } from "./live-stream";
import { waitForChanges } from "./wait-for-changes";

const TICKET_SECONDS = 60;

export const liveOperations = implement(liveContract, {
  "changes.wait": (ctx, input) => waitForChanges(ctx, input),
  "live.ticket": (ctx) => Promise.resolve(issueTicket(ctx)),
});

/** The ticket names the session, so that the stream ends when the session is revoked. */
function issueTicket(ctx: Ctx) {
  const { actor, now } = ctx;
  if (actor.kind !== "staff" && actor.kind !== "customer" && actor.kind !== "supplier") {
    refuse("auth.forbidden");
  }
  const data = {
    sessionId: actor.sessionId,
    personId: actor.personId,
    kind: actor.kind,
    tenantId: actor.tenantId,
    memberId: actor.kind === "staff" ? actor.userId : actor.contactId,
  };
  const ticket = signPurposeToken(
    ctx.services.config.secret,
    TICKET_PURPOSE,
    data,
    now,
    TICKET_SECONDS,
  );
  return { ticket, expiresAt: new Date(now.getTime() + TICKET_SECONDS * 1000).toISOString() };
}
