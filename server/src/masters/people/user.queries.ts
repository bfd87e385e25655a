import type { User } from "@quanlian/shared/contract";
import { may, type Ctx } from "../../kernel/access";
import { refuseNotFound } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { userStates } from "./user.states";

interface UserRow {
  id: Id;
  name: string;
  phone: string | null;
  departmentId: Id | null;
  departmentName: string | null;
  denied: string;
  state: "active" | "left";
  revision: number;
}

const USER = `SELECT u.id, u.name, p.phone, u.department_id AS departmentId, d.name AS departmentName, u.denied, u.state,
    u.revision
  FROM users u
  JOIN persons p ON p.id = u.person_id
  LEFT JOIN departments d ON d.tenant_id = :tenant AND d.id = u.department_id
  WHERE u.tenant_id = :tenant`;

/** One user with roles, as the contract shows it. */
export async function findUser(ctx: Ctx, userId: Id): Promise<User> {
  const rows = await ctx.rows<UserRow>(`${USER} AND u.id = :userId`, { userId });
  const [user] = await presentUsers(ctx, rows);
  return user ?? refuseNotFound("user");
}

/** A page of users by id; `search` finds a part of the name or the beginning of the phone. */
export async function listUsers(
  ctx: Ctx,
  input: { search?: string; state?: string; after?: Id; limit: number },
): Promise<{ users: User[]; next: Id | null }> {
  const search = input.search ? likeText(input.search) : "";
  const rows = await ctx.rows<UserRow>(
    `${USER} AND u.id > :afterId AND (:state = '' OR u.state = :state)
       AND (:search = '' OR u.name LIKE CONCAT('%', :search, '%') OR p.phone LIKE CONCAT(:search, '%'))
     ORDER BY u.id LIMIT :most`,
    { afterId: input.after ?? "0", state: input.state ?? "", search, most: input.limit + 1 },
  );
  const page = rows.slice(0, input.limit);
  const next = rows.length > input.limit ? page.at(-1)!.id : null;
  return { users: await presentUsers(ctx, page), next };
}

const likeText = (text: string) => text.replace(/[\\%_]/g, (mark) => `\\${mark}`);

async function presentUsers(ctx: Ctx, rows: UserRow[]): Promise<User[]> {
  const roles = await ctx.rows<{ userId: Id; id: Id; code: string; name: string }>(
    `SELECT ur.user_id AS userId, r.id, r.code, r.name
     FROM user_roles ur JOIN roles r ON r.id = ur.role_id
     WHERE ur.tenant_id = :tenant AND r.tenant_id = :tenant AND ur.user_id IN :userIds ORDER BY r.id`,
    { userIds: rows.map((row) => row.id) },
  );
  return rows.map((row) => ({
    ...row,
    denied: JSON.parse(row.denied) as string[],
    roles: roles
      .filter((role) => role.userId === row.id)
      .map(({ id, code, name }) => ({ id, code, name })),
    actions: actionsOn(ctx, row),
  }));
}

function actionsOn(ctx: Ctx, row: UserRow): string[] {
  const moves = userStates.actionsFrom(row.state).map((move) => `users.${move}`);
  return ["users.update", ...moves, "people.preview", "people.revokeSessions"].filter((name) =>
    may(ctx.actor, name),
  );
}
