import { companyKey, provinceOf, cents } from "@quanlian/shared/domain";
import { insertRows, isDuplicate, duplicateKey, type Tx } from "../../kernel/db";
import { refuse } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { prefixes, takeNumbers } from "../../kernel/numbering";
import { writeTerms } from "../../kernel/search";
import { matchCustomers } from "../../masters/parties";
import { assignByRule, type Keeper } from "./assign-by-rule";
import { joinTouches } from "./join-touches";
import { Lead, LeadKey, LeadTouch } from "./lead.model";
import { searchedLead } from "./lead.resource";
import { hoursAfter, keyText } from "./lead.rules";
import { readSettings } from "./lead-settings";
import { sortOut, type Sorted } from "./sort-out";
import type { Entry } from "./touch.types";

/** What became of one entry. */
export interface Taken {
  leadId: Id;
  /** He was known already: by another entry of the same call, or from before. */
  joined: boolean;
  knownCustomer: boolean;
}

/** Two captures of one enquirer at most collide so often: each collision means that another has committed. */
const ATTEMPTS = 5;

/**
 * Takes in enquirers, each with the occurrence by which he was heard of: who is known already by an open lead gets the touch
 * there, everybody else becomes a lead, given to `keeper` or to whom the rules say. A fixed number of statements, however
 * many come.
 *
 * An open lead holds its keys (phone, credit code, company name) alone: of two captures at the same moment the second waits
 * at the key's row until the first has committed, finds its lead and joins it.
 *
 * @throws a duplicate of `uq_lead_touches_external` when an occurrence was sent before
 */
export async function takeTouches(
  tx: Tx,
  entries: readonly Entry[],
  keeper?: Keeper,
): Promise<Taken[]> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const sorted = await sortOut(tx, entries);
    if (!(await holdKeys(tx, sorted))) continue;
    await writeLeads(tx, sorted, keeper);
    await joinTouches(tx, sorted);
    await writeTouches(tx, entries, sorted);
    return sorted.places.map(({ leadId, joined }) => ({
      leadId,
      joined,
      knownCustomer: sorted.known.has(leadId),
    }));
  }
  refuse("system.busy");
}

/** Takes the keys for their leads; false when another transaction got one of them first. */
async function holdKeys(tx: Tx, { keys }: Sorted): Promise<boolean> {
  const rows = [...keys].map(([, { key, leadId }]) => ({ ...key, leadId }));
  // In one order for all, so that two captures with the same keys wait for each other and do not lock crosswise.
  rows.sort((a, b) => (keyText(a) < keyText(b) ? -1 : 1));
  try {
    await insertRows(tx, LeadKey, rows);
    return true;
  } catch (error) {
    if (isDuplicate(error) && duplicateKey(error) === "uq_lead_keys_value") return false;
    throw error;
  }
}

async function writeLeads(tx: Tx, sorted: Sorted, keeper: Keeper | undefined): Promise<void> {
  const fresh = [...sorted.fresh.values()];
  if (fresh.length === 0) return;
  const settings = await readSettings(tx);
  const known = await matchCustomers(
    tx,
    fresh.map(({ details }) => details),
  );
  const numbers = await takeNumbers(tx, prefixes.lead, fresh.length);
  const unassigned = fresh.map(({ details, first }) => ({
    province: provinceOf(details),
    product: details.product,
    note: details.note,
    channel: first.channel,
  }));
  const keepers = keeper ? fresh.map(() => keeper) : await assignByRule(tx, unassigned);
  const nobody = { ownerId: null, departmentId: settings.intakeDepartmentId };
  const rows = fresh.map(({ leadId, details, first, touchCount, lastTouchAt }, at) => {
    const { ownerId, departmentId } = keepers[at] ?? nobody;
    const given = ownerId !== null;
    if (known[at]) sorted.known.add(leadId);
    return {
      id: leadId,
      number: numbers[at]!,
      state: given ? ("assigned" as const) : ("new" as const),
      ownerId,
      departmentId,
      ...details,
      companyKey: companyKey(details.companyName).slice(0, 128),
      province: unassigned[at]!.province,
      channel: first.channel,
      campaign: first.campaign,
      touchCount,
      lastTouchAt,
      assignedAt: given ? tx.now : null,
      contactDueAt: given ? hoursAfter(tx.now, settings.firstContactHours) : null,
      knownCustomer: known[at] !== null,
    };
  });
  await insertRows(tx, Lead, rows);
  await writeTerms(tx, "lead", rows.map(searchedLead));
  for (const { id, number, ownerId, departmentId, state, channel } of rows) {
    const keeps = { ownerId, departmentId };
    tx.record({
      type: "lead",
      id,
      number,
      ...keeps,
      before: null,
      after: { state, channel, ...keeps },
    });
    if (ownerId !== null) tx.enqueue("lead.assigned", { leadId: id, number, ownerId });
  }
}

function writeTouches(tx: Tx, entries: readonly Entry[], { places }: Sorted): Promise<void> {
  const rows = entries.map(({ occurrence }, at) => ({
    ...occurrence,
    costCents: cents(occurrence.costCents),
    leadId: places[at]!.leadId,
  }));
  return insertRows(tx, LeadTouch, rows);
}
