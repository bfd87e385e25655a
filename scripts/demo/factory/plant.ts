import { addDays, day, type Day } from "@quanlian/shared/domain";
import type { InputTo } from "../desk";

/** The factory's units, warehouses, work centers and working days. */
export const units: readonly InputTo<"units.create">[] = [
  { code: "pcs", name: "件", places: 0 },
  { code: "kg", name: "千克", places: 3 },
  { code: "m", name: "米", places: 3 },
];

export const warehouses = [
  { code: "FG", name: "成品仓", places: ["A-01", "A-02", "B-01"] },
  { code: "SF", name: "半成品仓", places: ["H-01", "H-02"] },
  { code: "RM", name: "原材料仓", places: ["R-01", "R-02", "R-03"] },
];

export const workCenters: readonly { code: string; name: string; minutesPerDay: number }[] = [
  { code: "CUT", name: "下料(激光/锯切)", minutesPerDay: 960 },
  { code: "BEND", name: "折弯", minutesPerDay: 480 },
  { code: "STAMP", name: "冲压", minutesPerDay: 480 },
  { code: "CNC", name: "CNC 加工中心", minutesPerDay: 1200 },
  { code: "WELD", name: "焊接", minutesPerDay: 480 },
  { code: "SURF", name: "表面处理", minutesPerDay: 600 },
  { code: "ASSY", name: "装配包装", minutesPerDay: 480 },
];

/** Monday to Saturday, eight hours. */
export const calendar = { code: "STD", name: "六天工作制", workingWeekdays: [1, 2, 3, 4, 5, 6] };

// The factory closes on New Year's Eve of the lunar calendar and for the week after it.
const SPRING_FESTIVALS = ["2025-01-28", "2026-02-16", "2027-02-05", "2028-01-25", "2029-02-12"];

/** The factory's holidays in the years around a day. Days that move with the moon are given as far as they are known. */
export function holidaysAround(on: Day): { day: Day; works: boolean; name: string }[] {
  const year = Number(on.slice(0, 4));
  const closed = (from: string, count: number, name: string) =>
    Array.from({ length: count }, (_, i) => ({ day: addDays(day(from), i), works: false, name }));
  const fixed = [year - 1, year, year + 1].flatMap((each) => [
    ...closed(`${each}-01-01`, 1, "元旦"),
    ...closed(`${each}-05-01`, 3, "劳动节"),
    ...closed(`${each}-10-01`, 5, "国庆节"),
  ]);
  const moving = SPRING_FESTIVALS.flatMap((eve) => closed(eve, 8, "春节"));
  return [...fixed, ...moving];
}
