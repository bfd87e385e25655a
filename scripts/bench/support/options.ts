/** How a bench is to be run. */
export interface BenchOptions {
  /** Nothing but JSON lines: no notes on standard error. */
  json: boolean;
  /** A few seconds on a server without durable commits: shows that the bench works, measures nothing. */
  smoke: boolean;
  /** Alternations of product and floor. */
  rounds: number;
  /** Multiples of the bench's smallest set of data, for benches that show how cost grows; empty: the bench's own. */
  scales: readonly number[];
}

const ROUNDS = 5;

/** Reads `--json`, `--smoke`, `--rounds n` and `--scale n[,n…]`; anything else is an error. */
export function readOptions(args: readonly string[]): BenchOptions {
  const options = { json: false, smoke: false, rounds: ROUNDS, scales: [] as number[] };
  for (let at = 0; at < args.length; at += 1) {
    const arg = args[at]!;
    if (arg === "--json") options.json = true;
    else if (arg === "--smoke") options.smoke = true;
    else if (arg === "--rounds") options.rounds = wholeNumber(arg, args[(at += 1)]);
    else if (arg === "--scale") options.scales = wholeNumbers(arg, args[(at += 1)]);
    else throw new Error(`Unknown option ${arg}: there are ${KNOWN}`);
  }
  return options.smoke ? { ...options, rounds: 1 } : options;
}

const KNOWN = "--json, --smoke, --rounds <n> and --scale <n,n,…>";

function wholeNumber(option: string, text: string | undefined): number {
  if (!/^[1-9]\d{0,3}$/.test(text ?? "")) throw new Error(`${option} wants a whole number`);
  return Number(text);
}

const wholeNumbers = (option: string, text: string | undefined): number[] =>
  (text ?? "").split(",").map((each) => wholeNumber(option, each));
