import { peopleContract, type InputOf, type Preview } from "@quanlian/shared/contract";
import {
  covers,
  createCtx,
  grantsPermission,
  isMasked,
  may,
  type Actor,
  type Ctx,
  type Grant,
  type RowScope,
} from "../../kernel/access";
import { refuseNotFound } from "../../kernel/errors";
import { allResources, hiddenFrom, type Resource } from "../../kernel/fields";
import { countReach } from "../../kernel/lists";
import { staffOf } from "./create-actor-store";
import { maskGroups } from "./grant.rules";
import { findStaffFacts, type StaffFacts } from "./identity.queries";
import { operationBook, type BookedOperation } from "./operation-book";

/** Rows of a list are counted up to here: whether somebody sees ten or ten thousand tells enough. */
const MOST_COUNTED = 10_000;

/**
 * What a person would see, worked out with the very rules that each of their requests goes through: every operation and by
 * which role, every list with its scope, its hidden fields and how many rows it would have under his rights. Whoever may ask
 * this learns numbers of rows beyond his own, and nothing that they hold.
 */
export async function previewPerson(
  ctx: Ctx,
  { userId }: InputOf<(typeof peopleContract)["people.preview"]>,
): Promise<Preview> {
  const facts = await findStaffFacts(ctx, userId);
  if (!facts) refuseNotFound("user");
  const { actor, timeZone } = staffOf(ctx.tenantId, "0", facts);
  const { services, origin, language, now } = ctx;
  const theirs = createCtx({ services, origin, language, now, timeZone, actor });
  return {
    userId,
    name: facts.name,
    functions: facts.functions,
    departmentIds: facts.departmentIds,
    denied: facts.denied,
    permissions: permissionsOf(actor, facts.grants),
    roles: await rolesOf(ctx, facts.grants),
    operations: operationBook()
      .staffOperations()
      .map((operation) => judged(actor, facts, operation)),
    lists: await listsOf(theirs, facts),
  };
}

function permissionsOf(actor: Actor, grants: readonly Grant[]): Preview["permissions"] {
  const names = [...new Set(grants.flatMap((grant) => grant.permissions))];
  return names.map((permission) => {
    const granting = grants.filter((grant) => grantsPermission(grant, permission));
    const subjects = new Set(granting.flatMap((grant) => Object.keys(grant.scopes)));
    return {
      permission,
      scopes: [...new Set(granting.map((grant) => grant.scope))],
      subjects: Object.fromEntries([...subjects].map((name) => [name, scopesOf(granting, name)])),
      masks: maskGroups.filter((group) => isMasked(actor, permission, group)),
    };
  });
}

const scopesOf = (granting: readonly Grant[], subject: string): RowScope[] => [
  ...new Set(granting.map((grant) => grant.scopes[subject] ?? grant.scope)),
];

async function rolesOf(ctx: Ctx, grants: readonly Grant[]): Promise<Preview["roles"]> {
  return ctx.rows(
    `SELECT r.id, r.code, r.name FROM roles r WHERE r.tenant_id = :tenant AND r.id IN :roleIds ORDER BY r.id`,
    { roleIds: grants.map(({ roleId }) => roleId) },
  );
}

function judged(
  actor: Actor,
  { grants, denied, functions }: StaffFacts,
  operation: BookedOperation,
): Preview["operations"][number] {
  const { name, permission } = operation;
  const roleIds = grants
    .filter((grant) => grantsPermission(grant, permission))
    .map(({ roleId }) => roleId);
  const subscribed = operation.function === "core" || functions.includes(operation.function);
  const allowed = subscribed && may(actor, permission);
  const reason = allowed
    ? "granted"
    : denied.some((each) => covers(each, permission))
      ? "denied"
      : roleIds.length === 0
        ? "not_granted"
        : "function_off";
  return { name, permission, allowed, reason, roleIds };
}

async function listsOf(theirs: Ctx, { grants, functions }: StaffFacts): Promise<Preview["lists"]> {
  const resources = allResources().filter(({ list }) => list.actors.includes("staff"));
  const open = ({ list }: Resource) =>
    may(theirs.actor, list.permission) &&
    (list.function === "core" || functions.includes(list.function));
  const counts = await countReach(theirs, resources.filter(open), MOST_COUNTED);
  return resources.map((resource) => {
    const { name, permission } = resource.list;
    const allowed = open(resource);
    const granting = grants.filter((grant) => grantsPermission(grant, permission));
    const count = counts.get(name);
    const fields = allowed ? [...resource.fields.values()] : [];
    return {
      ...{ name, subject: resource.policy.subject, allowed },
      scopes: allowed ? scopesOf(granting, decidingSubject(resource)) : [],
      masked: fields
        .filter((field) => hiddenFrom(theirs.actor, resource, permission, field) === "masked")
        .map((field) => field.name),
      rowCount: count === undefined ? null : Math.min(count, MOST_COUNTED),
      more: count !== undefined && count > MOST_COUNTED,
    };
  });
}

/** Whose scope counts: of what another record decides, that record's. */
const decidingSubject = ({ policy }: Resource): string =>
  policy.through ? policy.through().policy.subject : policy.subject;
