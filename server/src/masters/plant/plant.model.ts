import {
  day,
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
  active: withDefault(flag(), true),
}) {}

/** The weekdays on which the factory works (Monday 1 to Sunday 7) and for how many minutes. */
export class Calendar extends defineDocument("calendars", {
  code: text(64),
  name: text(128),
  workingWeekdays: json<number[]>(),
  minutesPerDay: integer(),
  isDefault: withDefault(flag(), false),
}) {}

/** A day that differs from its weekday: a holiday, or a Saturday on which all work. */
export class CalendarException extends defineTable("calendar_exceptions", {
  calendarId: reference(),
  day: day(),
  works: flag(),
  name: withDefault(text(64), ""),
}) {}
