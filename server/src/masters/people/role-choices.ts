import type { RoleChoices } from "@quanlian/shared/contract";
import { allResources } from "../../kernel/fields";
import { maskGroups } from "./grant.rules";
import { operationBook } from "./operation-book";

/** What a role can be made of, for whoever edits one. */
export async function showRoleChoices(): Promise<RoleChoices> {
  const byPermission = new Map(
    operationBook()
      .permissions()
      .map(({ permission, summary, function: needed }) => [
        permission,
        { permission, summary, function: needed },
      ]),
  );
  const owned = allResources().filter(
    ({ policy }) => policy.owner ?? policy.department ?? policy.through,
  );
  return {
    permissions: [...byPermission.values()].sort((a, b) => (a.permission < b.permission ? -1 : 1)),
    subjects: [...new Set(owned.map(({ policy }) => policy.subject))].sort(),
    scopes: ["own", "department", "below", "all"],
    masks: [...maskGroups],
  };
}
