import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

/**
 * Where the product steps over a tenant's or party's border, or writes SQL that no guard reads. Each place was looked at;
 * a new one fails here until somebody has looked at it too and has written it down.
 */
const CROSSINGS =
  /\b(acrossTenants|sendAcross|housekeepingCtx|onBooks|withConnection|withSideConnection|commitAside)(?=[<(])|\b(?:tx|ctx)\.send(?=[<(])/g;
const SOURCE = resolve(__dirname, "../../server/src");

function crossings(): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  for (const entry of readdirSync(SOURCE, { recursive: true, encoding: "utf8" })) {
    if (!entry.endsWith(".ts") || entry.endsWith(".test.ts") || entry.startsWith("migrations"))
      continue;
    const source = readFileSync(join(SOURCE, entry), "utf8");
    const names = [...source.matchAll(CROSSINGS)]
      .filter(({ index }) => !/(?:function|async) $/.test(source.slice(index - 9, index)))
      .map(([text]) => text.replace(/\($/, "").replace(/^(?:tx|ctx)\./, ""));
    if (names.length > 0) found[entry] = [...new Set(names)].sort();
  }
  return found;
}

it("borders are crossed only where somebody has looked", () => {
  expect(crossings()).toMatchSnapshot();
});
