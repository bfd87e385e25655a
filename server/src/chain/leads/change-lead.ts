import type { Ctx } from "../../kernel/access";
import {
  insertRows,
  isDuplicate,
  loadForUpdate,
  saveChanges,
  transact,
  type Tx,
} from "../../kernel/db";
import { refuse } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { Lead, LeadKey } from "./lead.model";
import { leadPolicy } from "./lead.policy";
import { presentLead } from "./lead.present";
import { rereadLead } from "./lead.queries";
import { keysOf } from "./lead.rules";

/** A lead of the actor's, locked, at the revision that he has read. */
export async function loadLead(
  tx: Tx,
  permission: string,
  leadId: Id,
  revision?: number,
): Promise<Lead> {
  const lead = await loadForUpdate(tx, Lead, leadPolicy, permission, leadId);
  tx.authorize(permission, leadPolicy, lead);
  if (revision !== undefined) lead.expectRevision(revision);
  return lead;
}

/**
 * Changes one lead in a transaction of its own: loads it within the actor's rows, lets `change` decide and set, saves, notes
 * what changed. The answer is the lead as it is now, also where the actor's reach ends with the change (he gave it away).
 */
export function changeLead(
  ctx: Ctx,
  permission: string,
  { leadId, revision }: { leadId: Id; revision: number },
  change: (tx: Tx, lead: Lead) => Promise<{ reason?: string } | void> | { reason?: string } | void,
) {
  return transact(ctx, async (tx) => {
    const lead = await loadLead(tx, permission, leadId, revision);
    const said = (await change(tx, lead)) ?? {};
    await saveLead(tx, lead, said.reason);
    return presentChanged(tx, leadId);
  });
}

export const presentChanged = async (tx: Tx, leadId: Id) =>
  presentLead(tx, await rereadLead(tx, leadId));

export async function saveLead(tx: Tx, lead: Lead, reason?: string): Promise<void> {
  await saveChanges(tx, lead, { ...subjectOf(lead), ...(reason === undefined ? {} : { reason }) });
}

/** How audit and live events name a lead. */
export const subjectOf = (lead: Lead) => ({
  type: "lead",
  id: lead.id,
  number: lead.number,
  ownerId: lead.ownerId,
  departmentId: lead.departmentId,
});

/** A lead that is closed holds no keys: whoever enquires again is a new lead. */
export async function freeKeys(tx: Tx, leadId: Id): Promise<void> {
  await tx.write("DELETE FROM lead_keys WHERE tenant_id = :tenant AND lead_id = :leadId", {
    leadId,
  });
}

/** An open lead holds the keys of its details. Refused where another open lead holds one of them. */
export async function takeKeys(tx: Tx, lead: Lead): Promise<void> {
  const rows = keysOf(lead).map((key) => ({ ...key, leadId: lead.id }));
  try {
    await insertRows(tx, LeadKey, rows);
  } catch (error) {
    if (isDuplicate(error)) refuse("lead.duplicate");
    throw error;
  }
}
