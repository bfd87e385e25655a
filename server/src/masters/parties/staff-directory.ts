import type { Ctx } from "../../kernel/access";
import type { AnyTable } from "../../kernel/db";
import { assert } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";

/** Who works here: whoever keeps the users answers this. */
export interface StaffDirectory {
  /** Their table, with a `name`, for lists. */
  readonly users: AnyTable;
  /** What the users among these ids are called, whether they still work here or not. */
  nameStaff(ctx: Ctx, userIds: readonly Id[]): Promise<ReadonlyMap<Id, string>>;
  /** The active users among these ids, each with its department; others are absent. */
  findStaff(
    ctx: Ctx,
    userIds: readonly Id[],
  ): Promise<ReadonlyMap<Id, { departmentId: Id | null }>>;
}

let installed: StaffDirectory | null = null;

/** Plugged in by `main`. */
export function installStaffDirectory(directory: StaffDirectory): void {
  installed = directory;
}

export function staffDirectory(): StaffDirectory {
  assert(installed, "nobody answers for the staff");
  return installed;
}
