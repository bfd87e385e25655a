import type { Clock } from "../../server/src/kernel/clock/clock";

/** A clock that stands still until a test turns it. Starts on Monday 2026-11-23, 09:00 in Shanghai. */
export class FakeClock implements Clock {
  #now = new Date("2026-11-23T01:00:00.000Z");

  now(): Date {
    return new Date(this.#now);
  }

  advance(by: { minutes?: number; hours?: number; days?: number }): void {
    const minutes = (by.minutes ?? 0) + (by.hours ?? 0) * 60 + (by.days ?? 0) * 24 * 60;
    this.#now = new Date(this.#now.getTime() + minutes * 60_000);
  }
}
