/** The seed of a run: the same in every build, another by INVARIANT_SEED (a number, or "random"). Printed with the result. */
export const seed = (): number => chosen;

const given = process.env.INVARIANT_SEED ?? "20261123";
const chosen = given === "random" ? Date.now() % 2 ** 31 : Number(given);

/** How many runs: so many as a build can afford, times INVARIANT_TIMES for a long night. */
export const runs = (usual: number): number => usual * Number(process.env.INVARIANT_TIMES ?? "1");
