import {
  type Department as DepartmentView,
  type InputOf,
  peopleContract,
} from "@quanlian/shared/contract";
import type { Ctx } from "../../kernel/access";
import { loadForUpdate, refusingDuplicates, transact } from "../../kernel/db";
import { refuse } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { demandParent, lockTree, type Parents } from "./department-tree";
import { presentDepartment } from "./department.present";
import { forgetIdentities } from "./identity-cache";
import { departmentPolicy } from "./people.policy";
import { Department } from "./staff.model";

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
