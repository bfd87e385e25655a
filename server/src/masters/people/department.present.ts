import type { Department as DepartmentView } from "@quanlian/shared/contract";
import { type Ctx, may } from "../../kernel/access";

export type DepartmentRow = Omit<DepartmentView, "actions">;

export function presentDepartment(ctx: Ctx, row: DepartmentRow): DepartmentView {
  const { id, code, name, parentId, revision } = row;
  const actions = ["departments.update"].filter((action) => may(ctx.actor, action));
  return { id, code, name, parentId, revision, actions };
}
