import { z } from "zod";
import { nonEmptyText } from "./list-fields";
import { read, type Contract } from "./operation";
import * as shape from "./primitives";

const hit = z.object({
  /** The kind of record: `order`, `item`, `party`. */
  type: z.string(),
  id: shape.id,
  title: z.string(),
  detail: z.string().nullable(),
});
export type SearchHit = z.output<typeof hit>;

/** One box that finds any record by a piece of its number, name or pinyin. */
export const searchContract = {
  "search.find": read({
    summary:
      "Finds records of all kinds by part of a number, name or pinyin; only those that one may list.",
    input: z.strictObject({
      query: nonEmptyText,
      types: z.array(z.string().max(64)).min(1).max(20).optional(),
      limit: z.int().min(1).max(20).optional(),
    }),
    output: z.object({ hits: z.array(hit).max(400) }),
    actors: ["staff"],
    permission: null,
    function: "core",
    subject: { type: "search", self: true },
  }),
} as const satisfies Contract;
