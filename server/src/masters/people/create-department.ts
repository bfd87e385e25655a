import {
  type Department as DepartmentView,
  type InputOf,
  peopleContract,
} from "@quanlian/shared/contract";
import type { Ctx } from "../../kernel/access";
import { insertRow, refusingDuplicates, transact } from "../../kernel/db";
import { demandParent, lockTree } from "./department-tree";
import { presentDepartment } from "./department.present";
import { Department } from "./staff.model";

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
