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
