import type { InputOf, plantContract, WorkCenter as CenterAnswer } from "@quanlian/shared/contract";
import { refuseMasked, type Ctx } from "../../kernel/access";
import {
  assignNamed,
  insertRow,
  loadForUpdate,
  refusingDuplicates,
  saveChanges,
  transact,
} from "../../kernel/db";
import { Faults } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { WorkCenter } from "./plant.model";
import { workCenterMasks, workCenterPolicy } from "./plant.policy";
import { exists, findWorkCenter } from "./plant.queries";

/** Adds a work center. Without a calendar of its own it works by the default one. */
export function createWorkCenter(
  ctx: Ctx,
  input: InputOf<(typeof plantContract)["workCenters.create"]>,
): Promise<CenterAnswer> {
  return transact(ctx, async (tx) => {
    refuseMasked(tx.actor, "workCenters.create", workCenterMasks, input);
    const faults = new Faults(tx.language);
    const sql = "SELECT c.id FROM work_centers c WHERE c.tenant_id = :tenant AND c.code = :code";
    if (await exists(tx, sql, { code: input.code })) faults.taken(["code"], input.code);
    await checkCalendar(tx, faults, input.calendarId);
    faults.refuse();

    const id = tx.newId();
    await refusingDuplicates({ uq_work_centers_code: "code" }, () =>
      insertRow(tx, WorkCenter, { ...input, id }),
    );
    tx.record({ type: "workCenter", id, number: input.code, before: null, after: input });
    return findWorkCenter(tx, id);
  });
}

/** Changes the named fields of a work center. */
export function updateWorkCenter(
  ctx: Ctx,
  input: InputOf<(typeof plantContract)["workCenters.update"]>,
): Promise<CenterAnswer> {
  return transact(ctx, async (tx) => {
    const { workCenterId, revision, ...fields } = input;
    const permission = "workCenters.update";
    const center = await loadForUpdate(tx, WorkCenter, workCenterPolicy, permission, workCenterId);
    refuseMasked(tx.actor, permission, workCenterMasks, input);
    center.expectRevision(revision);

    const faults = new Faults(tx.language);
    await checkCalendar(tx, faults, fields.calendarId);
    faults.refuse();

    assignNamed(center, fields);
    await saveChanges(tx, center, { type: "workCenter", id: workCenterId, number: center.code });
    return findWorkCenter(tx, workCenterId);
  });
}

async function checkCalendar(
  ctx: Ctx,
  faults: Faults,
  calendarId: Id | null | undefined,
): Promise<void> {
  if (calendarId == null) return;
  const sql = "SELECT k.id FROM calendars k WHERE k.tenant_id = :tenant AND k.id = :calendarId";
  if (!(await exists(ctx, sql, { calendarId }))) faults.unknown(["calendarId"], calendarId);
}
