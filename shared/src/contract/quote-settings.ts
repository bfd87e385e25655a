import { z } from "zod";
import { read, write, type Contract } from "./operation";
import * as shape from "./primitives";

/** How a company quotes. */
const settings = {
  /** Below it a quote waits for approval: 0.15 is 15 % of the price without tax. Null: nobody is asked. */
  marginFloor: shape.rate.nullable(),
  /** A floor of its own for customers of a level. */
  levelFloors: z.array(z.strictObject({ level: shape.text(64), marginFloor: shape.rate })).max(50),
  validityDays: z.int().min(1).max(3650),
  /** What becomes of an accepted quote: a draft that somebody confirms, or a confirmed order. */
  onAcceptance: z.enum(["draft", "confirm"]),
};
const shown = z.object({
  revision: z.int(),
  marginFloor: z.string().nullable(),
  levelFloors: z.array(z.object({ level: z.string(), marginFloor: z.string() })),
  validityDays: z.int(),
  onAcceptance: z.enum(["draft", "confirm"]),
});
export type QuoteSettings = z.output<typeof shown>;

const sales = { actors: ["staff"], function: "sales" } as const;

export const quoteSettingsContract = {
  "quoteSettings.show": read({
    ...sales,
    summary: "How the company quotes: margin floor, validity, what becomes of an accepted quote.",
    input: z.strictObject({}),
    output: shown,
    permission: "quoteSettings.show",
    subject: { type: "quoteSettings", self: true },
  }),
  "quoteSettings.update": write({
    ...sales,
    summary: "Changes how the company quotes, from the next quote on.",
    input: shape.someOf(settings).extend({ revision: z.int().min(0).max(2_147_483_647) }),
    output: shown,
    permission: "quoteSettings.update",
    subject: { type: "quoteSettings", self: true },
    errors: ["revision.stale", "record.duplicate"],
  }),
} as const satisfies Contract;
