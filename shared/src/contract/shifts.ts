import { z } from "zod";
import { read, staff, write, type Contract } from "./operation";
import * as shape from "./primitives";

/** The named stretches of work that days consist of. */

/** "08:30", on the clock of the tenant. */
const clock = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: "issue.clock" })
  .meta({ examples: ["08:30"] });

export const shift = z.object({
  id: shape.id,
  code: z.string(),
  name: z.string(),
  startsAt: z.string(),
  /** At or before the start: on the next day. */
  endsAt: z.string(),
  breaks: z.array(z.object({ from: z.string(), to: z.string() })),
  /** Its length less its pauses. */
  minutes: z.number(),
  active: z.boolean(),
  revision: z.number(),
  actions: shape.actions,
});
export type ShiftRecord = z.output<typeof shift>;

const shiftFields = {
  name: shape.text(128),
  startsAt: clock,
  endsAt: clock,
  breaks: z.array(z.strictObject({ from: clock, to: clock })).max(20),
  active: z.boolean(),
};

export const shiftsContract = {
  "shifts.list": read({
    ...staff,
    summary: "Lists the shifts, by code.",
    permission: "shifts.list",
    subject: { type: "shift", list: true },
    input: z.strictObject({}),
    output: z.object({ rows: z.array(shift) }),
  }),
  "shifts.create": write({
    ...staff,
    summary: "Adds a shift: when it starts and ends, and its pauses. It may cross midnight.",
    permission: "shifts.create",
    subject: { type: "shift", creates: true },
    input: z.strictObject({
      code: shape.code,
      name: shiftFields.name,
      startsAt: clock,
      endsAt: clock,
      breaks: shiftFields.breaks.default([]),
    }),
    output: shift,
    errors: ["record.duplicate"],
  }),
  "shifts.update": write({
    ...staff,
    summary:
      "Changes the named fields of a shift, and with its times the minutes of every calendar that has it.",
    permission: "shifts.update",
    subject: { type: "shift", key: "shiftId" },
    input: shape.someOf(shiftFields).extend({ shiftId: shape.id, revision: shape.revision }),
    output: shift,
    errors: ["record.in_use", "revision.stale", "shift.overlap"],
  }),
} as const satisfies Contract;
