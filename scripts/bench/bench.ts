import { report } from "../report";
import { benchConfirmOrder } from "./confirm-order/confirm-order.bench";
import { benchImport } from "./import/import.bench";
import { benchLists } from "./lists/lists.bench";
import { benchStatement } from "./statement/statement.bench";
import { readOptions, type BenchOptions } from "./support/options";

/** Every bench by name; each answers whether it reached its targets. */
const BENCHES: Readonly<Record<string, (options: BenchOptions) => Promise<boolean>>> = {
  "confirm-order": benchConfirmOrder,
  import: benchImport,
  lists: benchLists,
  statement: benchStatement,
};

/**
 * `npm run bench -- <name> [--json] [--smoke] [--rounds n] [--scale n,n]`: one JSON line per measurement on standard output, what is
 * going on meanwhile on standard error (`--json`: nothing). Ends with 1 when a target is missed.
 */
async function main(): Promise<void> {
  const [name = "", ...rest] = process.argv.slice(2);
  const bench = BENCHES[name];
  if (!bench) throw new Error(`Name a bench: ${Object.keys(BENCHES).join(", ")}`);
  if (!(await bench(readOptions(rest)))) process.exitCode = 1;
}

report(main());
