import {
  covers,
  grantsPermission,
  isMasked,
  may,
  type Actor,
  type Grant,
  type MaskGroup,
  type RowScope,
} from "../../kernel/access";

export const maskGroups = ["cost", "margin", "bank", "credit"] as const satisfies MaskGroup[];
const WIDTH: Record<RowScope, number> = { own: 0, department: 1, below: 2, all: 3 };

type Granting = Pick<Grant, "permissions" | "scope" | "scopes" | "masks">;

/**
 * The first permission by which a role would give more than its giver holds: the permission itself, wider rows, or a
 * field that is hidden from the giver; null when there is none. Nobody may hand out what they have not, or rights could
 * be had by way of a friend.
 */
export function excessOf(actor: Actor, granting: Granting): string | null {
  if (actor.kind === "job") return null;
  return granting.permissions.find((permission) => exceeds(actor, granting, permission)) ?? null;
}

function exceeds(actor: Actor, granting: Granting, permission: string): boolean {
  if (actor.kind !== "staff" || !may(actor, permission)) return true;
  const deniedInside = actor.denied.some((denied) => covers(permission, denied));
  if (deniedInside) return true;
  const shows = maskGroups.some(
    (group) => !granting.masks.includes(group) && isMasked(actor, permission, group),
  );
  return shows || seesFurther(actor.grants, granting, permission);
}

function seesFurther(held: readonly Grant[], granting: Granting, permission: string): boolean {
  const granted = held.filter((grant) => grantsPermission(grant, permission));
  const subjects = new Set([granting, ...granted].flatMap((grant) => Object.keys(grant.scopes)));
  const width = (grant: Granting, subject: string) => WIDTH[grant.scopes[subject] ?? grant.scope];
  return ["", ...subjects].some((subject) => {
    const widest = Math.max(...granted.map((grant) => width(grant, subject)));
    return width(granting, subject) > widest;
  });
}
