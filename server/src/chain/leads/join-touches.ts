import { companyKey, provinceOf } from "@quanlian/shared/domain";
import { updateRows, type Tx } from "../../kernel/db";
import { writeTerms } from "../../kernel/search";
import { Lead } from "./lead.model";
import { searchedLead } from "./lead.resource";
import type { Found, Sorted } from "./sort-out";

/**
 * Writes what further touches changed of open leads: blanks filled, touches counted. Never their state and never their
 * owner: those were set by a person. The owner is told.
 */
export async function joinTouches(tx: Tx, { found }: Sorted): Promise<void> {
  const leads = [...found.values()];
  if (leads.length === 0) return;
  await updateRows(
    tx,
    Lead,
    CHANGED,
    leads.map((lead) => rowOf(tx, lead)),
  );
  await writeTerms(
    tx,
    "lead",
    leads.map(({ leadId, number, details }) => searchedLead({ id: leadId, number, ...details })),
  );
  for (const lead of leads) {
    const { leadId: id, number, ownerId, departmentId, before, details, touchCount } = lead;
    const fields = Object.keys(details) as (keyof typeof details)[];
    const changed = fields.filter((field) => details[field] !== before[field]);
    tx.record({
      ...{ type: "lead", id, number, ownerId, departmentId },
      before: Object.fromEntries(changed.map((field) => [field, before[field]])),
      after: { ...Object.fromEntries(changed.map((field) => [field, details[field]])), touchCount },
    });
    if (ownerId !== null) tx.enqueue("lead.touched", { leadId: id, number, ownerId });
  }
}

const CHANGED = [
  "companyName",
  "contactName",
  "phone",
  "email",
  "creditCode",
  "region",
  "product",
  "note",
  "companyKey",
  "province",
  "touchCount",
  "lastTouchAt",
  "revision",
  "updatedAt",
] as const;

const rowOf = (tx: Tx, { leadId, details, touchCount, lastTouchAt, revision }: Found) => ({
  ...details,
  id: leadId,
  companyKey: companyKey(details.companyName).slice(0, 128),
  province: provinceOf(details),
  touchCount,
  lastTouchAt,
  revision: revision + 1,
  updatedAt: tx.now,
});
