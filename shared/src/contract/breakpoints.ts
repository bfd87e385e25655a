import { z } from "zod";
import { arrowOwners, arrows, chainLinks } from "../domain";
import { read, type Contract } from "./operation";
import * as shape from "./primitives";

/** What the owner sees of the whole chain: how business passes through it, and where it broke. */

export const breakpointKinds = ["missing", "late", "duplicated", "not_conserved"] as const;
export type BreakpointKind = (typeof breakpointKinds)[number];

const facts = arrows.map(({ fact }) => fact) as [string, ...string[]];
const period = { from: shape.day.optional(), to: shape.day.optional() };

const breakpoint = z.object({
  fact: z.enum(facts),
  kind: z.enum(breakpointKinds),
  owner: z.enum(arrowOwners),
  factId: shape.id,
  /** The document that the fact is about. */
  subjectType: z.string(),
  subjectId: shape.id,
  number: z.string(),
  happenedAt: z.string(),
  arrivedAt: z.string().nullable(),
  /** How many records should have followed, and how many did. */
  expectedCount: z.int(),
  foundCount: z.int(),
  /** The quantity or amount on both sides, where the arrow conserves one. */
  expected: z.string().nullable(),
  found: z.string().nullable(),
  /** Why, as far as the records tell, and what to do. */
  cause: z.string(),
  remedy: z.string(),
});
export type BreakpointView = z.output<typeof breakpoint>;

const judgedArrow = z.object({
  fact: z.enum(facts),
  title: z.string(),
  from: z.enum(chainLinks),
  to: z.enum(chainLinks),
  owner: z.enum(arrowOwners),
  withinHours: z.int(),
  checkedCount: z.int(),
  breakpointCount: z.int(),
  /** More happened in the period than one call looks at; ask for a shorter period. */
  truncated: z.boolean(),
});

const linkTotals = z.object({
  link: z.enum(chainLinks),
  /** Documents begun in the period, and those of them that still wait for something. */
  documentCount: z.int(),
  openCount: z.int(),
  /** What they come to, in 分; null where a document has no amount of its own. */
  amountCents: z.int().nullable(),
});

const passage = z.object({
  from: z.enum(chainLinks),
  to: z.enum(chainLinks),
  passageCount: z.int(),
  /** From one document to the next, on average; null when nothing has passed. */
  averageMinutes: z.int().nullable(),
});

const common = {
  actors: ["staff"],
  function: "core",
  errors: [],
} as const;

export const breakpointsContract = {
  "breakpoints.find": read({
    ...common,
    summary:
      "Looks at every arrow of the chain and names what did not arrive, came late, twice, or with another quantity or amount, with cause and remedy.",
    input: z.strictObject({
      fact: z.enum(facts).optional(),
      kind: z.enum(breakpointKinds).optional(),
      /** Days on which the facts happened; the last 90 unless told otherwise. */
      ...period,
      limit: z.int().min(1).max(1_000).default(200),
    }),
    output: z.object({
      asOf: z.string(),
      arrows: z.array(judgedArrow),
      foundCount: z.int(),
      rows: z.array(breakpoint),
    }),
    permission: "breakpoints.find",
    subject: { type: "breakpoint", list: true },
  }),
  "panorama.show": read({
    ...common,
    summary:
      "The chain as one picture: documents and amounts of each link in a period, and how long business takes from one to the next.",
    input: z.strictObject(period),
    output: z.object({
      from: z.string(),
      to: z.string(),
      links: z.array(linkTotals),
      passages: z.array(passage),
    }),
    permission: "panorama.show",
    subject: { type: "panorama", list: true },
  }),
} as const satisfies Contract;
