import { addDays, day, type Day } from "@quanlian/shared/domain";

/** A month of the tenant's calendar, "2026-11", with its first and last day. */
export interface Month {
  month: string;
  startsOn: Day;
  endsOn: Day;
}

export function monthOf(month: string): Month {
  const startsOn = day(`${month}-01`);
  return { month, startsOn, endsOn: addDays(day(`${next(month)}-01`), -1) };
}

export const monthAt = (on: Day): string => on.slice(0, 7);

/** The month after, by its name. */
export function next(month: string): string {
  const [year, number] = [Number(month.slice(0, 4)), Number(month.slice(5, 7))];
  const [nextYear, nextNumber] = number === 12 ? [year + 1, 1] : [year, number + 1];
  return `${nextYear}-${String(nextNumber).padStart(2, "0")}`;
}

export function previous(month: string): string {
  const [year, number] = [Number(month.slice(0, 4)), Number(month.slice(5, 7))];
  const [lastYear, lastNumber] = number === 1 ? [year - 1, 12] : [year, number - 1];
  return `${lastYear}-${String(lastNumber).padStart(2, "0")}`;
}

/** The months from one to another, the newest first; at most `most`. */
export function monthsBack(from: string, to: string, most: number): string[] {
  const months: string[] = [];
  for (let month = from; month >= to && months.length < most; month = previous(month))
    months.push(month);
  return months;
}
