import { language, text } from "../locale";

const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
const DAY_MS = 86_400_000;

/** `2026-06-24` as people say it. */
export function shownDay(day: string | null): string {
  if (!day) return text("day.none");
  const [, month = "1", date = "1"] = day.split("-");
  return language() === "en"
    ? `${MONTHS[Number(month) - 1]} ${Number(date)}`
    : `${Number(month)}月${Number(date)}日`;
}

/** An instant, on this device's clock. */
export function shownInstant(instant: string | null): string {
  if (!instant) return "";
  const at = new Date(instant);
  return `${shownDay(isoDay(at))} ${clock(at)}`;
}

export const clock = (at: Date): string =>
  `${String(at.getHours()).padStart(2, "0")}:${String(at.getMinutes()).padStart(2, "0")}`;

export const isoDay = (at: Date): string =>
  `${at.getFullYear()}-${String(at.getMonth() + 1).padStart(2, "0")}-${String(at.getDate()).padStart(2, "0")}`;

/** From today to a day of the calendar; less than zero when it is over. */
export function daysUntil(day: string): number {
  const at = (text: string) => {
    const [year = 0, month = 1, date = 1] = text.split("-").map(Number);
    return Date.UTC(year, month - 1, date);
  };
  return Math.round((at(day) - at(isoDay(new Date()))) / DAY_MS);
}

const HOUR_MS = 3_600_000;

/** Whole hours from now to an instant; none when it is over. */
export const hoursUntil = (instant: string): number =>
  Math.max(0, Math.floor((new Date(instant).getTime() - Date.now()) / HOUR_MS));
