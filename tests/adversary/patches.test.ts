import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { patches, smoke } from "./patches";
import { patched, runPatches } from "./run-patches";

describe("the table of guards", () => {
  it.each(patches.map((patch) => [patch.guard, patch] as const))("still finds %s", (_, patch) => {
    const source = readFileSync(resolve(__dirname, "../..", patch.file), "utf8");
    expect(patched(source, patch)).not.toBe(source);
  });
});

describe("a guard that is taken out", () => {
  it("is missed by its tests (all of them: npm run adversary -- --patches)", async () => {
    const results = await runPatches(smoke);
    expect(results.filter(({ found }) => !found)).toEqual([]);
    expect(results).toHaveLength(3);
  }, 120_000);
});
