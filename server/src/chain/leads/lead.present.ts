import type { Lead } from "@quanlian/shared/contract";
import { may, rowAllowed, type Ctx } from "../../kernel/access";
import { mayNameParty } from "../../masters/parties";
import { leadPolicy } from "./lead.policy";
import type { LeadHeader, LeadRecord } from "./lead.queries";
import { isOpen, leadStates, type LeadState } from "./lead.states";

const instantText = (at: Date | null) => at?.toISOString() ?? null;

/** A lead as the contract shows it, with what this actor may do with it now. */
export async function presentLead(ctx: Ctx, record: LeadRecord): Promise<Lead> {
  const { header } = record;
  return {
    ...header,
    knownCustomer: Boolean(header.knownCustomer),
    customerId: await nameable(ctx, header.customerId),
    lastTouchAt: header.lastTouchAt!.toISOString(),
    assignedAt: instantText(header.assignedAt),
    contactDueAt: instantText(header.contactDueAt),
    contactedAt: instantText(header.contactedAt),
    followedAt: instantText(header.followedAt),
    closedAt: instantText(header.closedAt),
    createdAt: header.createdAt!.toISOString(),
    touches: record.touches.map(({ occurredAt, ...touch }) => ({
      ...touch,
      occurredAt: occurredAt.toISOString(),
    })),
    lookalikes: record.lookalikes,
    actions: actionsFor(ctx, header),
  };
}

/** Which customer it became is told to whoever may see that customer. */
const nameable = async (ctx: Ctx, customerId: string | null) =>
  customerId !== null && (await mayNameParty(ctx, "parties.show", customerId)) ? customerId : null;

/** Each action and the states in which it makes sense. */
const offered: readonly [action: string, when: (state: LeadState) => boolean][] = [
  ["leads.update", isOpen],
  ["leads.assign", (state) => leadStates.allows(state, "assign")],
  ["leads.contact", (state) => leadStates.allows(state, "contact")],
  ["leads.convert", (state) => leadStates.allows(state, "convert")],
  ["leads.release", (state) => leadStates.allows(state, "release")],
  ["leads.discard", (state) => leadStates.allows(state, "discard")],
  ["leads.merge", (state) => leadStates.allows(state, "merge")],
  ["leads.reopen", (state) => leadStates.allows(state, "reopen")],
];

function actionsFor(ctx: Ctx, header: LeadHeader): string[] {
  return offered
    .filter(([action, when]) => when(header.state) && may(ctx.actor, action))
    .filter(([action]) => action !== "leads.reopen" || header.mergedIntoId === null)
    .filter(([action]) => rowAllowed(ctx.actor, leadPolicy, action, header))
    .map(([action]) => action);
}
