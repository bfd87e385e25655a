/** Where business time comes from. Everything that decides reads `ctx.now`, which was taken from here once. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };
