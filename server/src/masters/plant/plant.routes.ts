import { plantContract } from "@quanlian/shared/contract";
import { implement } from "../../kernel/http";
import { addCalendarDays } from "./add-calendar-days";
import { listCalendars, listShifts } from "./calendar.queries";
import { listLocations, listWarehouses, listWorkCenters } from "./plant.queries";
import { createCalendar, updateCalendar } from "./save-calendar";
import { createLocation, updateLocation } from "./save-location";
import { createShift, updateShift } from "./save-shift";
import { createWarehouse, updateWarehouse } from "./save-warehouse";
import { createWorkCenter, updateWorkCenter } from "./save-work-center";

export const plantOperations = implement(plantContract, {
  "warehouses.list": listWarehouses,
  "warehouses.create": createWarehouse,
  "warehouses.update": updateWarehouse,
  "locations.list": listLocations,
  "locations.create": createLocation,
  "locations.update": updateLocation,
  "workCenters.list": listWorkCenters,
  "workCenters.create": createWorkCenter,
  "workCenters.update": updateWorkCenter,
  "calendars.list": listCalendars,
  "calendars.create": createCalendar,
  "calendars.update": updateCalendar,
  "calendars.addDays": addCalendarDays,
  "shifts.list": listShifts,
  "shifts.create": createShift,
  "shifts.update": updateShift,
});
