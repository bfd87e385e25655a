import type { InputOf, OutputOf, leadDeskContract } from "@quanlian/shared/contract";
import type { Ctx } from "../../kernel/access";
import {
  assignNamed,
  insertRow,
  isDuplicate,
  loadForUpdate,
  saveChanges,
  transact,
  type Tx,
} from "../../kernel/db";
import { Faults, refuse } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { LeadSettings } from "./lead.model";
import { leadSettingsPolicy } from "./lead.policy";

/** How a tenant works with leads. */
export interface Settings {
  /** Within so many hours a lead that was given to somebody is to be contacted. */
  firstContactHours: number;
  /** Null: nothing is recalled for that reason. */
  recallUncontactedHours: number | null;
  recallUnfollowedDays: number | null;
  /** How many leads a person may claim from the pool in one day. */
  dailyClaims: number;
  /** Whose managers see a lead that no rule gives to anybody. */
  intakeDepartmentId: Id | null;
}

/** Until a tenant says otherwise: a working day for the first contact, nothing is recalled. */
export const DEFAULT_SETTINGS: Settings = {
  firstContactHours: 24,
  recallUncontactedHours: null,
  recallUnfollowedDays: null,
  dailyClaims: 20,
  intakeDepartmentId: null,
};

const SETTINGS = `SELECT s.id, s.revision, s.first_contact_hours AS firstContactHours,
    s.recall_uncontacted_hours AS recallUncontactedHours, s.recall_unfollowed_days AS recallUnfollowedDays,
    s.daily_claims AS dailyClaims, s.intake_department_id AS intakeDepartmentId
  FROM lead_settings s WHERE s.tenant_id = :tenant`;

const readRow = (ctx: Ctx) => ctx.row<Settings & { id: Id; revision: number }>(SETTINGS);

export async function readSettings(ctx: Ctx): Promise<Settings> {
  return (await readRow(ctx)) ?? DEFAULT_SETTINGS;
}

type Show = OutputOf<(typeof leadDeskContract)["leadSettings.show"]>;

/** The settings with their revision; 0 while the tenant works by the defaults. */
export async function showSettings(ctx: Ctx): Promise<Show> {
  const row = await readRow(ctx);
  if (!row) return { revision: 0, ...DEFAULT_SETTINGS };
  const { firstContactHours, recallUncontactedHours, recallUnfollowedDays } = row;
  const { revision, dailyClaims, intakeDepartmentId } = row;
  return {
    ...{ revision, firstContactHours, recallUncontactedHours, recallUnfollowedDays },
    ...{ dailyClaims, intakeDepartmentId },
  };
}

/** Changes how the tenant works with leads, from now on, for the leads that are there as well. */
export function updateSettings(
  ctx: Ctx,
  { revision, ...fields }: InputOf<(typeof leadDeskContract)["leadSettings.update"]>,
): Promise<Show> {
  return transact(ctx, async (tx) => {
    await checkDepartment(tx, fields.intakeDepartmentId);
    const row = await readRow(tx);
    if (row) await change(tx, row.id, revision, fields);
    else await begin(tx, revision, fields);
    return showSettings(tx);
  });
}

async function change(tx: Tx, id: Id, revision: number, fields: Partial<Settings>): Promise<void> {
  const settings = await loadForUpdate(
    tx,
    LeadSettings,
    leadSettingsPolicy,
    "leadSettings.update",
    id,
  );
  settings.expectRevision(revision);
  assignNamed(settings, fields);
  await saveChanges(tx, settings, { type: "leadSettings", id });
}

async function begin(tx: Tx, revision: number, fields: Partial<Settings>): Promise<void> {
  if (revision !== 0) refuse("revision.stale", { expected: revision, current: 0 });
  const id = tx.newId();
  const settings = { ...DEFAULT_SETTINGS, ...fields };
  try {
    await insertRow(tx, LeadSettings, { id, ...settings });
  } catch (error) {
    if (isDuplicate(error)) refuse("revision.stale", { expected: revision });
    throw error;
  }
  tx.record({ type: "leadSettings", id, before: null, after: { ...settings } });
}

async function checkDepartment(tx: Tx, departmentId: Id | null | undefined): Promise<void> {
  if (departmentId == null) return;
  const found = await tx.row(
    "SELECT d.id FROM departments d WHERE d.tenant_id = :tenant AND d.id = :departmentId",
    { departmentId },
  );
  const faults = new Faults(tx.language);
  if (!found) faults.unknown(["intakeDepartmentId"], departmentId);
  faults.refuse();
}
