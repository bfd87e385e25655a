import {
  peopleContract,
  type Department as DepartmentView,
  type InputOf,
} from "@quanlian/shared/contract";
import { may, type Ctx } from "../../kernel/access";
import { insertRow, loadForUpdate, refusingDuplicates, transact, type Tx } from "../../kernel/db";
import { Faults, refuse } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { forgetIdentities } from "./identity-cache";
import { departmentPolicy } from "./people.policy";
import { Department } from "./staff.model";

const MOST_DEPARTMENTS = 1_000;
type DepartmentRow = Omit<DepartmentView, "actions">;

export async function listDepartments(ctx: Ctx): Promise<{ departments: DepartmentView[] }> {
  const rows = await ctx.rows<DepartmentRow>(
    `SELECT d.id, d.code, d.name, d.parent_id AS parentId, d.revision
     FROM departments d WHERE d.tenant_id = :tenant ORDER BY d.id LIMIT :most`,
    { most: MOST_DEPARTMENTS },
  );
  return { departments: rows.map((row) => presentDepartment(ctx, row)) };
}

/** A new department, at the top or under another. */
export function createDepartment(
  ctx: Ctx,
  input: InputOf<(typeof peopleContract)["departments.create"]>,
): Promise<DepartmentView> {
  return transact(ctx, async (tx) => {
    const row = { id: tx.newId(), parentId: null, ...input, revision: 1 };
    if (input.parentId) demandParent(tx, await lockTree(tx), input.parentId);
    await refusingDuplicates({ uq_departments_code: "code" }, () => insertRow(tx, Department, row));
    tx.record({ type: "department", id: row.id, number: row.code, before: null, after: row });
    return presentDepartment(tx, row);
  });
}

/** Renames a department or hangs it under another. All are locked, so that two moves at once cannot close a circle. */
export function updateDepartment(
  ctx: Ctx,
  input: InputOf<(typeof peopleContract)["departments.update"]>,
): Promise<DepartmentView> {
  return transact(ctx, async (tx) => {
    const parents = await lockTree(tx);
    const id = input.departmentId;
    const department = await loadForUpdate(
      tx,
      Department,
      departmentPolicy,
      "departments.update",
      id,
    );
    department.expectRevision(input.revision);
    if (input.parentId) {
      demandParent(tx, parents, input.parentId);
      if (standsBelow(parents, input.parentId, id)) refuse("department.cycle");
    }
    const before = stateOf(department);
    if (input.code !== undefined) department.code = input.code;
    if (input.name !== undefined) department.name = input.name;
    if (input.parentId !== undefined) department.parentId = input.parentId;
    await refusingDuplicates({ uq_departments_code: "code" }, () => department.saveRevision(tx));
    tx.record({
      type: "department",
      id,
      number: department.code,
      before,
      after: stateOf(department),
    });
    forgetIdentities(tx);
    return presentDepartment(tx, { ...stateOf(department), id, revision: department.revision });
  });
}

type Parents = ReadonlyMap<Id, Id | null>;

async function lockTree(tx: Tx): Promise<Parents> {
  const rows = await tx.rows<{ id: Id; parentId: Id | null }>(
    "SELECT d.id, d.parent_id AS parentId FROM departments d WHERE d.tenant_id = :tenant ORDER BY d.id FOR UPDATE",
  );
  return new Map(rows.map((row) => [row.id, row.parentId]));
}

function demandParent(tx: Tx, parents: Parents, parentId: Id): void {
  if (parents.has(parentId)) return;
  const faults = new Faults(tx.language);
  faults.unknown(["parentId"], parentId);
  faults.refuse();
}

/** Whether a department is `top` or somewhere below it. */
function standsBelow(parents: Parents, departmentId: Id, top: Id): boolean {
  let at: Id | null | undefined = departmentId;
  for (let steps = 0; at && steps <= parents.size; steps += 1) {
    if (at === top) return true;
    at = parents.get(at);
  }
  return false;
}

const stateOf = (row: { code: string; name: string; parentId: Id | null }) => ({
  code: row.code,
  name: row.name,
  parentId: row.parentId,
});

function presentDepartment(ctx: Ctx, row: DepartmentRow): DepartmentView {
  const { id, code, name, parentId, revision } = row;
  const actions = ["departments.update"].filter((action) => may(ctx.actor, action));
  return { id, code, name, parentId, revision, actions };
}
