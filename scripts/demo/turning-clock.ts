import type { Day } from "@quanlian/shared/domain";
import type { Clock } from "../../server/src/kernel/clock";

/** A clock that stands where the demo's history has got to. Shanghai is eight hours ahead of UTC, all year round. */
export class TurningClock implements Clock {
  #now: Date;

  constructor(start: Day) {
    this.#now = shanghai(start, 8, 0);
  }

  now(): Date {
    return new Date(this.#now);
  }

  /** Turns to a time of a day; never back. */
  turnTo(day: Day, hour: number, minute = 0): void {
    const wanted = shanghai(day, hour, minute);
    if (wanted > this.#now) this.#now = wanted;
  }
}

function shanghai(day: Day, hour: number, minute: number): Date {
  const two = (number: number) => String(number).padStart(2, "0");
  return new Date(`${day}T${two(hour)}:${two(minute)}:00.000+08:00`);
}
