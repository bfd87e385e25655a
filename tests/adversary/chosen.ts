/** A run in several parts at once: the first of two, say. */
export interface Part {
  no: number;
  of: number;
}

const WHOLE: Part = { no: 1, of: 1 };

/** The part of a run's operations that is one's own: every second one, so that no part gets all the long ones. */
export function shareOf<T>(all: readonly T[], { no, of }: Part = WHOLE): T[] {
  // What somebody has chosen is few, and tried by the first part alone.
  if (process.env.OPERATIONS) return no === 1 ? [...all] : [];
  return all.filter((_, at) => at % of === no - 1);
}

/**
 * The operations that a run tries: all, or those whose names begin as `OPERATIONS` says (`leads.,deals.`), while one is
 * being written. What lands has been tried with all.
 */
export function chosen<T extends { name: string }>(registered: readonly T[]): T[] {
  const beginnings = (process.env.OPERATIONS ?? "").split(",").filter((each) => each !== "");
  if (beginnings.length === 0) return [...registered];
  return registered.filter(({ name }) =>
    beginnings.some((beginning) => name.startsWith(beginning)),
  );
}
