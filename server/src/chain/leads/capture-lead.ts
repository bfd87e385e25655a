import type { InputOf, leadsContract, OutputOf } from "@quanlian/shared/contract";
import { rowPredicate, type Ctx } from "../../kernel/access";
import { duplicateKey, isDuplicate, transact } from "../../kernel/db";
import { assert } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { leadPolicy } from "./lead.policy";
import { presentLead } from "./lead.present";
import { findLead } from "./lead.queries";
import type { LeadDetails } from "./lead.rules";
import { takeTouches, type Taken } from "./take-touches";
import type { Occurrence } from "./touch.types";

type Answer = OutputOf<(typeof leadsContract)["leads.capture"]>;

/**
 * Takes in an occurrence from a channel, once per (channel, account, external id): what is sent again changes nothing and
 * gets the same lead. The lead is given to whom the rules say.
 */
export async function captureLead(
  ctx: Ctx,
  input: InputOf<(typeof leadsContract)["leads.capture"]>,
): Promise<Answer> {
  const { channel, account, externalId, campaign, keyword, costCents, raw, occurredAt } = input;
  const occurrence: Occurrence = {
    ...{ channel, account, externalId, campaign, keyword, costCents, formId: null },
    raw: raw ?? null,
    occurredAt: occurredAt === undefined ? ctx.now : new Date(occurredAt),
  };
  return presentTaken(ctx, "leads.capture", await takeOnce(ctx, detailsOf(input), occurrence));
}

/** One occurrence, once. Of two at the same moment one writes; the other finds what it wrote. */
export async function takeOnce(
  ctx: Ctx,
  details: LeadDetails,
  occurrence: Occurrence,
): Promise<Taken & { repeated: boolean }> {
  const earlier = await sentBefore(ctx, occurrence);
  if (earlier) return earlier;
  try {
    const [taken] = await transact(ctx, (tx) => takeTouches(tx, [{ details, occurrence }]));
    return { ...taken!, repeated: false };
  } catch (error) {
    if (!isDuplicate(error) || duplicateKey(error) !== "uq_lead_touches_external") throw error;
    const other = await sentBefore(ctx, occurrence);
    assert(other, "a touch that was there is gone");
    return other;
  }
}

async function sentBefore(ctx: Ctx, { channel, account, externalId }: Occurrence) {
  if (externalId === null) return undefined;
  const row = await ctx.row<{ leadId: Id; knownCustomer: boolean }>(
    `SELECT t.lead_id AS leadId, l.known_customer AS knownCustomer
     FROM lead_touches t JOIN leads l ON l.tenant_id = :tenant AND l.id = t.lead_id
     WHERE t.tenant_id = :tenant AND t.channel = :channel AND t.account = :account AND t.external_id = :external`,
    { channel, account, external: externalId },
  );
  return row && { ...row, joined: true, repeated: true };
}

/** What was taken in, with the lead for whoever may see it: it may be a colleague's. */
export async function presentTaken(
  ctx: Ctx,
  permission: string,
  { leadId, joined, repeated, knownCustomer }: Taken & { repeated: boolean },
): Promise<Answer> {
  const reachable = await ctx.row(
    `SELECT l.id FROM leads l WHERE l.tenant_id = :tenant AND l.id = :leadId
       AND ${rowPredicate(ctx.actor, leadPolicy, permission, "l")}`,
    { leadId },
  );
  const lead = reachable ? await presentLead(ctx, await findLead(ctx, permission, leadId)) : null;
  return { joined, repeated, knownCustomer: Boolean(knownCustomer), lead };
}

/** The details with blanks where nothing was said. */
export function detailsOf(given: {
  [K in keyof LeadDetails]?: LeadDetails[K] | undefined;
}): LeadDetails {
  const { companyName = "", contactName = "", region = "", product = "", note = "" } = given;
  const { phone = null, email = null, creditCode = null } = given;
  return { companyName, contactName, phone, email, creditCode, region, product, note };
}
