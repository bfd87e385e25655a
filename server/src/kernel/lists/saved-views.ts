import {
  listQuery,
  type ListFields,
  type ListQuery,
  type SavedQuery,
  type SavedView,
} from "@quanlian/shared/contract";
import type { Ctx } from "../access/ctx";
import { assert, refuse, Refusal, refuseNotFound } from "../errors/refusal";
import { insertRow } from "../db/insert-rows";
import { transact } from "../db/transact";
import { resourceOf, type Resource } from "../fields/define-resource";
import { hiddenFrom } from "../fields/visible-fields";
import { readInput } from "../http/validate";
import type { Id } from "../ids/id";
import { SavedViewRow } from "./lists.model";

/** Own views of one list. More would be a menu that nobody reads. */
const MOST_VIEWS = 50;
const MOST_SHOWN = 500;

/** The views that the caller may use on a list: own ones first, then those that colleagues share. */
export async function listViews(ctx: Ctx, resource: string): Promise<{ rows: SavedView[] }> {
  demandResource(resource);
  const found = await ctx.rows<StoredView>(
    `SELECT ${VIEW_COLUMNS} FROM saved_views v
      WHERE v.tenant_id = :tenant AND v.resource = :resource AND (v.user_id = :userId OR v.shared = 1)
      ORDER BY v.user_id = :userId DESC, v.name, v.id LIMIT ${MOST_SHOWN}`,
    { resource, userId: userIdOf(ctx) },
  );
  return { rows: found.map((view) => present(ctx, view)) };
}

/**
 * Keeps a query under a name; one's own view of that name is replaced. The query is checked against the list as it
 * stands: what the list would refuse is not kept.
 */
export function saveView(
  ctx: Ctx,
  view: { resource: string; name: string; query: SavedQuery; shared?: boolean },
): Promise<SavedView> {
  const resource = demandResource(view.resource);
  readQuery(ctx, resource, view.query, "query");
  return transact(ctx, async (tx) => {
    const key = { userId: userIdOf(tx), resource: view.resource };
    await tx.write(
      `DELETE FROM saved_views
        WHERE tenant_id = :tenant AND resource = :resource AND user_id = :userId AND name = :name`,
      { ...key, name: view.name },
    );
    const counted = await tx.row<{ viewCount: number }>(
      `SELECT COUNT(*) AS viewCount FROM saved_views v
        WHERE v.tenant_id = :tenant AND v.resource = :resource AND v.user_id = :userId`,
      key,
    );
    if (counted!.viewCount >= MOST_VIEWS) refuse("list.too_many_views", { count: MOST_VIEWS });
    const id = tx.newId();
    const { name, query, shared = false } = view;
    await insertRow(tx, SavedViewRow, { ...key, id, name, query, shared });
    return { id, resource: view.resource, name, query, shared, own: true };
  });
}

/** Removes one's own view of that name; `removed` is false when there was none. */
export function removeView(
  ctx: Ctx,
  { resource, name }: { resource: string; name: string },
): Promise<{ removed: boolean }> {
  demandResource(resource);
  return transact(ctx, async (tx) => {
    const removed = await tx.write(
      `DELETE FROM saved_views
        WHERE tenant_id = :tenant AND resource = :resource AND user_id = :userId AND name = :name`,
      { resource, name, userId: userIdOf(tx) },
    );
    return { removed: removed > 0 };
  });
}

/**
 * Joins the saved view that a query names: what the query says itself wins. A view that is neither own nor shared is not
 * found. Columns that this caller may not see fall away; a filter or sort by one is refused later, as it would tell.
 */
export async function withView<F extends ListFields>(
  ctx: Ctx,
  resource: Resource<string, F>,
  permission: string,
  query: ListQuery<F>,
): Promise<ListQuery<F>> {
  if (query.view === undefined) return query;
  const plain = resource as unknown as Resource;
  const found = await ctx.row<StoredView>(
    `SELECT ${VIEW_COLUMNS} FROM saved_views v
      WHERE v.tenant_id = :tenant AND v.id = :viewId AND v.resource = :resource
        AND (v.user_id = :userId OR v.shared = 1)`,
    { viewId: query.view, resource: resource.list.name, userId: userIdOf(ctx) },
  );
  if (!found) refuseNotFound("view");
  const saved = readQuery(ctx, plain, JSON.parse(found.query) as SavedQuery, "view");
  const columns = saved.columns?.filter((name) => {
    const bound = plain.fields.get(name);
    return bound && !hiddenFrom(ctx.actor, plain, permission, bound);
  });
  const rest = columns?.length ? { ...saved, columns } : { ...saved, columns: undefined };
  return { ...rest, ...query, view: undefined } as ListQuery<F>;
}

interface StoredView {
  id: Id;
  userId: Id;
  resource: string;
  name: string;
  query: string;
  shared: boolean;
}

const VIEW_COLUMNS =
  "v.id AS id, v.user_id AS userId, v.resource AS resource, v.name AS name, v.query AS query, v.shared AS shared";

function present(ctx: Ctx, { userId, query, ...view }: StoredView): SavedView {
  return { ...view, query: JSON.parse(query) as SavedQuery, own: userId === userIdOf(ctx) };
}

function demandResource(name: string): Resource {
  return resourceOf(name) ?? refuseNotFound("list");
}

/** A stored query as the list's own; what it does not accept any more is `list.bad_filter`, with every fault. */
function readQuery(ctx: Ctx, resource: Resource, query: SavedQuery, at: string): ListQuery {
  try {
    return readInput(listQuery(resource.list), query, ctx.language);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const issues = error.issues.map((issue) => ({ ...issue, path: [at, ...issue.path] }));
    const field = [...new Set(issues.map(({ path }) => path.slice(1).join(".")))].join(", ");
    throw new Refusal("list.bad_filter", { field }, issues);
  }
}

function userIdOf(ctx: Ctx): Id {
  assert(ctx.actor.kind === "staff", "only staff have views");
  return ctx.actor.userId;
}
