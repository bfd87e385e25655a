import { z } from "zod";
import { nonEmptyText } from "./list-fields";
import { MOST_COLUMNS, MOST_SORTS } from "./lists";
import { read, write, type Contract } from "./operation";
import * as shape from "./primitives";

/** A list's query without place or size, as a view keeps it; the list checks it again when it is used. */
const savedQuery = z.strictObject({
  search: nonEmptyText.optional(),
  filter: z.record(z.string().max(64), z.record(z.string().max(16), z.unknown())).optional(),
  sort: z
    .array(z.strictObject({ field: z.string().max(64), direction: z.enum(["asc", "desc"]) }))
    .max(MOST_SORTS)
    .optional(),
  columns: z.array(z.string().max(64)).min(1).max(MOST_COLUMNS).optional(),
});
export type SavedQuery = z.output<typeof savedQuery>;

const resourceName = z
  .string()
  .max(64)
  .regex(/^[a-z][a-zA-Z]*(\.[a-z][a-zA-Z]*)*$/, { error: "issue.format" });

const savedView = z.object({
  id: shape.id,
  resource: z.string(),
  name: z.string(),
  query: savedQuery,
  shared: z.boolean(),
  /** Whether it is the caller's own; others' are shared ones, to be used but not changed. */
  own: z.boolean(),
});
export type SavedView = z.output<typeof savedView>;

const ofViews = {
  actors: ["staff"],
  permission: null,
  function: "core",
  subject: { type: "view", self: true },
} as const;

/** Saved views: a person's own, and what colleagues share. A view is named by its list and its name, so only one's own can be changed. */
export const viewsContract = {
  "views.list": read({
    ...ofViews,
    summary: "Lists the views that one may use on a list: one's own and the shared ones.",
    input: z.strictObject({ resource: resourceName }),
    output: z.object({ rows: z.array(savedView).max(500) }),
  }),
  "views.save": write({
    ...ofViews,
    summary: "Keeps a query of a list under a name; one's own view of that name is replaced.",
    input: z.strictObject({
      resource: resourceName,
      name: shape.text(64),
      query: savedQuery,
      shared: z.boolean().optional(),
    }),
    output: savedView,
    errors: ["list.bad_filter", "list.too_many_views"],
  }),
  "views.remove": write({
    ...ofViews,
    summary: "Removes one's own view.",
    input: z.strictObject({ resource: resourceName, name: shape.text(64) }),
    output: z.object({ removed: z.boolean() }),
  }),
} as const satisfies Contract;
