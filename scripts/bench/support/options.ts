/** How a bench is to be run. */
export interface BenchOptions {
  /** Nothing but JSON lines: no notes on standard error. */
  json: boolean;
  /** A few seconds on a server without durable commits: shows that the bench works, measures nothing. */
  smoke: boolean;
  /** Alternations of product and floor. */
  rounds: number;
}

const ROUNDS = 5;

/** Reads `--json`, `--smoke` and `--rounds n`; anything else is an error. */
export function readOptions(args: readonly string[]): BenchOptions {
  const options = { json: false, smoke: false, rounds: ROUNDS };
  for (let at = 0; at < args.length; at += 1) {
    const arg = args[at]!;
    if (arg === "--json") options.json = true;
    else if (arg === "--smoke") options.smoke = true;
    else if (arg === "--rounds") options.rounds = wholeNumber(args[(at += 1)]);
    else throw new Error(`Unknown option ${arg}: there are --json, --smoke and --rounds <n>`);
  }
  return options.smoke ? { ...options, rounds: 1 } : options;
}

function wholeNumber(text: string | undefined): number {
  if (!/^[1-9]\d{0,3}$/.test(text ?? "")) throw new Error("--rounds wants a whole number");
  return Number(text);
}
