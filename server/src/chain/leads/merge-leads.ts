import type { InputOf, leadsContract } from "@quanlian/shared/contract";
import { companyKey, provinceOf } from "@quanlian/shared/domain";
import type { Ctx } from "../../kernel/access";
import { insertRows, transact, type Tx } from "../../kernel/db";
import { refuse } from "../../kernel/errors";
import { compareIds } from "../../kernel/ids";
import { writeTerms } from "../../kernel/search";
import { freeKeys, loadLead, presentChanged, saveLead } from "./change-lead";
import { leadsMerged } from "./lead.events";
import { Lead, LeadKey } from "./lead.model";
import { searchedLead } from "./lead.resource";
import { fillBlanks, keysOf, keyText } from "./lead.rules";
import { leadStates } from "./lead.states";
import { detailsOf } from "./capture-lead";

/**
 * Makes two leads one. The one that stays keeps its details, owner and state, has its blanks filled from the other, and gets
 * the other's touches; the flow moves what hangs on the other elsewhere. The other ends, stays readable and points here.
 */
export function mergeLeads(
  ctx: Ctx,
  { leadId, revision, mergedLeadId }: InputOf<(typeof leadsContract)["leads.merge"]>,
) {
  return transact(ctx, async (tx) => {
    if (leadId === mergedLeadId) refuse("lead.same");
    const [stays, ends] = await loadBoth(tx, leadId, mergedLeadId);
    stays.expectRevision(revision);
    // Also the one that stays must be open: a merge into a closed lead would bury the enquirer.
    leadStates.step(stays.state, "merge");
    ends.state = leadStates.step(ends.state, "merge");
    ends.set({ closedAt: tx.now, mergedIntoId: leadId });

    await joinDetails(tx, stays, ends);
    stays.touchCount += ends.touchCount;
    if (ends.lastTouchAt > stays.lastTouchAt) stays.lastTouchAt = ends.lastTouchAt;
    ends.touchCount = 0;
    await moveTouches(tx, leadId, mergedLeadId);
    await saveLead(tx, ends);
    await saveLead(tx, stays);
    await tx.emit(leadsMerged, { leadId, number: stays.number, mergedLeadId });
    return presentChanged(tx, leadId);
  });
}

/** Both within the actor's rows, locked in ascending order. */
async function loadBoth(tx: Tx, leadId: string, mergedLeadId: string): Promise<[Lead, Lead]> {
  const order = [leadId, mergedLeadId].sort(compareIds);
  const first = await loadLead(tx, "leads.merge", order[0]!);
  const second = await loadLead(tx, "leads.merge", order[1]!);
  return first.id === leadId ? [first, second] : [second, first];
}

async function joinDetails(tx: Tx, stays: Lead, ends: Lead): Promise<void> {
  const held = new Set(keysOf(stays).map(keyText));
  // Whatever the ending lead held is free now for the one that stays.
  await freeKeys(tx, ends.id);
  const details = fillBlanks(detailsOf(stays), detailsOf(ends), () => true);
  stays.set({
    ...details,
    companyKey: companyKey(details.companyName).slice(0, 128),
    province: provinceOf(details),
  });
  const gained = keysOf(stays).filter((key) => !held.has(keyText(key)));
  await insertRows(
    tx,
    LeadKey,
    gained.map((key) => ({ ...key, leadId: stays.id })),
  );
  await writeTerms(tx, "lead", [searchedLead(stays)]);
}

const moveTouches = (tx: Tx, leadId: string, mergedLeadId: string) =>
  tx.write(
    "UPDATE lead_touches SET lead_id = :leadId WHERE tenant_id = :tenant AND lead_id = :mergedLeadId",
    { leadId, mergedLeadId },
  );
