import { z } from "zod";
import { read, staff, write, type Contract } from "./operation";
import * as shape from "./primitives";
import { shiftsContract } from "./shifts";

export const locationKinds = ["store", "line_side", "supplier", "transit"] as const;
export type LocationKind = (typeof locationKinds)[number];

const kept = { id: shape.id, code: z.string(), revision: z.number(), actions: shape.actions };

export const warehouse = z.object({
  ...kept,
  name: z.string(),
  isDefault: z.boolean(),
  active: z.boolean(),
});
export type Warehouse = z.output<typeof warehouse>;

export const location = z.object({
  ...kept,
  warehouseId: shape.id,
  kind: z.enum(locationKinds),
  /** The supplier at whose place it is; null for a place of our own. */
  partyId: shape.id.nullable(),
  active: z.boolean(),
});
export type Location = z.output<typeof location>;

export const workCenter = z.object({
  ...kept,
  name: z.string(),
  minutesPerDay: z.number(),
  /** Null: the default calendar. */
  calendarId: shape.id.nullable(),
  /** How many machines or people work beside one another. */
  capacityCount: z.number(),
  /** 0.8: what should take 8 minutes takes 10. */
  efficiencyRate: z.string(),
  /** 元 per hour; null only where hidden from the actor. */
  costRatePerHour: z.string().nullable(),
  active: z.boolean(),
});
export type WorkCenter = z.output<typeof workCenter>;

export const calendarException = z.object({
  day: z.string(),
  works: z.boolean(),
  name: z.string(),
  /** The weekday whose shifts it works; null: those of its own. */
  followsWeekday: z.number().nullable(),
});

export const calendar = z.object({
  ...kept,
  name: z.string(),
  workingWeekdays: z.array(z.number()),
  /** With shifts: what a working day of its week has on average, cut to whole minutes. */
  minutesPerDay: z.number(),
  isDefault: z.boolean(),
  /** The shifts of each weekday; none: every working day has the same minutes. */
  shifts: z.array(z.object({ weekday: z.number(), shiftId: shape.id })),
  /** Minutes by weekday, derived from the shifts; null without any. */
  weekdayMinutes: z.record(z.string(), z.number()).nullable(),
  exceptions: z.array(calendarException),
});
export type Calendar = z.output<typeof calendar>;

const minutesPerDay = z.int({ error: "issue.minutes_per_day" }).min(1).max(1440);

/** Monday 1 to Sunday 7, each once; a factory that never works cannot plan. */
const workingWeekdays = z
  .array(z.int({ error: "issue.weekday" }).min(1).max(7))
  .min(1)
  .max(7)
  .refine((days) => new Set(days).size === days.length, { error: "issue.duplicate" })
  .transform((days) => [...days].sort((a, b) => a - b));

const weekday = z.int({ error: "issue.weekday" }).min(1).max(7);
const exceptionFields = {
  works: z.boolean(),
  name: shape.note(64).default(""),
  /** The weekday whose shifts are worked (调休); only where it works. */
  followsWeekday: weekday.nullable().default(null),
};
const exceptions = z.array(z.strictObject({ day: shape.day, ...exceptionFields })).max(1000);
const shifts = z.array(z.strictObject({ weekday, shiftId: shape.id })).max(50);

const warehouseFields = { name: shape.text(128), isDefault: z.boolean(), active: z.boolean() };
const locationFields = {
  kind: z.enum(locationKinds),
  partyId: shape.id.nullable(),
  active: z.boolean(),
};
const workCenterFields = {
  name: shape.text(128),
  minutesPerDay,
  calendarId: shape.id.nullable(),
  capacityCount: z.int({ error: "issue.capacity_count" }).min(1).max(1000),
  efficiencyRate: shape.quantity,
  costRatePerHour: shape.unitPrice,
  active: z.boolean(),
};
const calendarFields = {
  name: shape.text(128),
  workingWeekdays,
  minutesPerDay,
  isDefault: z.boolean(),
  /** All of them. With shifts, working weekdays and minutes follow from them and are not named. */
  shifts,
  /** All of them: days that are not named follow their weekday. */
  exceptions,
};

const rowsOf = <R extends z.ZodType>(row: R) => z.object({ rows: z.array(row) });

export const plantContract = {
  ...shiftsContract,
  "warehouses.list": read({
    ...staff,
    summary: "Lists the warehouses, by code.",
    permission: "warehouses.list",
    subject: { type: "warehouse", list: true },
    input: z.strictObject({}),
    output: rowsOf(warehouse),
  }),
  "warehouses.create": write({
    ...staff,
    summary: "Adds a warehouse. A tenant's first one is its default.",
    permission: "warehouses.create",
    subject: { type: "warehouse", creates: true },
    input: shape
      .someOf(warehouseFields)
      .omit({ active: true })
      .extend({ code: shape.code, name: warehouseFields.name }),
    output: warehouse,
    errors: ["record.duplicate"],
  }),
  "warehouses.update": write({
    ...staff,
    summary: "Changes the named fields of a warehouse; the default one stays active.",
    permission: "warehouses.update",
    subject: { type: "warehouse", key: "warehouseId" },
    input: shape
      .someOf(warehouseFields)
      .extend({ warehouseId: shape.id, revision: shape.revision }),
    output: warehouse,
    errors: ["record.duplicate", "record.in_use", "revision.stale"],
  }),
  "locations.list": read({
    ...staff,
    summary: "Lists the places of a warehouse, by code.",
    permission: "locations.list",
    subject: { type: "warehouse", key: "warehouseId" },
    input: z.strictObject({ warehouseId: shape.id }),
    output: rowsOf(location),
  }),
  "locations.create": write({
    ...staff,
    summary: "Adds a place to a warehouse; one at a supplier's names the supplier.",
    permission: "locations.create",
    subject: { type: "location", creates: true },
    input: shape
      .someOf(locationFields)
      .omit({ active: true })
      .extend({ warehouseId: shape.id, code: shape.code, kind: locationFields.kind }),
    output: location,
    errors: ["record.duplicate", "reference.not_found"],
  }),
  "locations.update": write({
    ...staff,
    summary: "Changes the named fields of a place.",
    permission: "locations.update",
    subject: { type: "location", key: "locationId" },
    input: shape.someOf(locationFields).extend({ locationId: shape.id, revision: shape.revision }),
    output: location,
    errors: ["reference.not_found", "revision.stale"],
  }),
  "workCenters.list": read({
    ...staff,
    summary: "Lists the work centers, by code.",
    permission: "workCenters.list",
    subject: { type: "workCenter", list: true },
    input: z.strictObject({}),
    output: rowsOf(workCenter),
  }),
  "workCenters.create": write({
    ...staff,
    summary: "Adds a work center.",
    permission: "workCenters.create",
    subject: { type: "workCenter", creates: true },
    input: shape
      .someOf(workCenterFields)
      .omit({ active: true })
      .extend({ code: shape.code, name: workCenterFields.name, minutesPerDay }),
    output: workCenter,
    errors: ["auth.field_masked", "record.duplicate", "reference.not_found"],
  }),
  "workCenters.update": write({
    ...staff,
    summary: "Changes the named fields of a work center.",
    permission: "workCenters.update",
    subject: { type: "workCenter", key: "workCenterId" },
    input: shape
      .someOf(workCenterFields)
      .extend({ workCenterId: shape.id, revision: shape.revision }),
    output: workCenter,
    errors: ["auth.field_masked", "reference.not_found", "revision.stale"],
  }),
  "calendars.list": read({
    ...staff,
    summary: "Lists the calendars with the days on which they differ from their weekdays.",
    permission: "calendars.list",
    subject: { type: "calendar", list: true },
    input: z.strictObject({}),
    output: rowsOf(calendar),
  }),
  "calendars.create": write({
    ...staff,
    summary: "Adds a calendar. A tenant's first one is its default: plans are dated by it.",
    permission: "calendars.create",
    subject: { type: "calendar", creates: true },
    input: shape.someOf(calendarFields).extend({
      code: shape.code,
      name: calendarFields.name,
    }),
    output: calendar,
    errors: ["record.duplicate", "calendar.no_working_days", "reference.not_found"],
  }),
  "calendars.update": write({
    ...staff,
    summary: "Changes the named fields of a calendar; named exceptions replace all former ones.",
    permission: "calendars.update",
    subject: { type: "calendar", key: "calendarId" },
    input: shape.someOf(calendarFields).extend({ calendarId: shape.id, revision: shape.revision }),
    output: calendar,
    errors: [
      "record.duplicate",
      "record.in_use",
      "calendar.no_working_days",
      "reference.not_found",
      "revision.stale",
    ],
  }),
  "calendars.addDays": write({
    ...staff,
    summary:
      "Adds holidays and working weekends to a calendar, many at once; a day that is there already is replaced.",
    permission: "calendars.addDays",
    subject: { type: "calendar", key: "calendarId" },
    input: z.strictObject({
      calendarId: shape.id,
      revision: shape.revision,
      /** From the first day to the last, both included. */
      days: z
        .array(z.strictObject({ from: shape.day, to: shape.day, ...exceptionFields }))
        .min(1)
        .max(100),
    }),
    output: calendar,
    errors: ["calendar.no_working_days", "revision.stale"],
  }),
} as const satisfies Contract;
