import type { Department as DepartmentView } from "@quanlian/shared/contract";
import type { Ctx } from "../../kernel/access";
import { type DepartmentRow, presentDepartment } from "./department.present";

const MOST_DEPARTMENTS = 1_000;

export async function listDepartments(ctx: Ctx): Promise<{ departments: DepartmentView[] }> {
  const rows = await ctx.rows<DepartmentRow>(
    `SELECT d.id, d.code, d.name, d.parent_id AS parentId, d.revision
     FROM departments d WHERE d.tenant_id = :tenant ORDER BY d.id LIMIT :most`,
    { most: MOST_DEPARTMENTS },
  );
  return { departments: rows.map((row) => presentDepartment(ctx, row)) };
}
