import {
  day,
  decimal,
  defineDocument,
  defineTable,
  flag,
  integer,
  json,
  nullable,
  oneOf,
  reference,
  text,
  withDefault,
} from "../../kernel/db";

/** A building or yard where stock is kept; one of them is where things belong unless an item says otherwise. */
export class Warehouse extends defineDocument("warehouses", {
  code: text(64),
  name: text(128),
  isDefault: withDefault(flag(), false),
  active: withDefault(flag(), true),
}) {}

/** A place inside a warehouse, or at a subcontractor: `partyId` is then the supplier's, otherwise 0. */
export class Location extends defineDocument("locations", {
  warehouseId: reference(),
  code: text(64),
  kind: oneOf("store", "line_side", "supplier", "transit"),
  partyId: withDefault(reference(), "0"),
  active: withDefault(flag(), true),
}) {}

/** Machines or people that do operations, with the minutes they have on a working day. */
export class WorkCenter extends defineDocument("work_centers", {
  code: text(64),
  name: text(128),
  minutesPerDay: integer(),
  calendarId: nullable(reference()),
  /** So many machines or people beside one another. */
  capacityCount: withDefault(integer(), 1),
  efficiencyRate: withDefault(decimal(), "1"),
  /** 元. */
  costRatePerHour: withDefault(decimal(), "0"),
  active: withDefault(flag(), true),
}) {}

/** A named stretch of work, by the clock ("22:00" to "06:00" crosses midnight), and the minutes worked in it. */
export class ShiftRow extends defineDocument("shifts", {
  code: text(64),
  name: text(128),
  startsAt: text(64),
  endsAt: text(64),
  breaks: json<{ from: string; to: string }[]>(),
  minutes: integer(),
  active: withDefault(flag(), true),
}) {}

/** A shift that a calendar has on a weekday. */
export class CalendarShift extends defineTable("calendar_shifts", {
  calendarId: reference(),
  weekday: integer(),
  shiftId: reference(),
}) {}

/** The weekdays on which the factory works (Monday 1 to Sunday 7) and for how many minutes. */
export class Calendar extends defineDocument("calendars", {
  code: text(64),
  name: text(128),
  workingWeekdays: json<number[]>(),
  minutesPerDay: integer(),
  /** Minutes by weekday where it has shifts: derived from them, as are the two above. */
  weekdayMinutes: nullable(json<WeekdayMinutes>()),
  isDefault: withDefault(flag(), false),
}) {}

/** A day that differs from its weekday: a holiday, or a Saturday on which all work. */
export class CalendarException extends defineTable("calendar_exceptions", {
  calendarId: reference(),
  day: day(),
  works: flag(),
  name: withDefault(text(64), ""),
  /** The weekday whose shifts it works; null: those of its own. */
  followsWeekday: nullable(integer()),
}) {}

export type WeekdayMinutes = Record<string, number>;
