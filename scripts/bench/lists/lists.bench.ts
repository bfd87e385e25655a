import { openBenchDatabase, type BenchDatabase } from "../support/bench-database";
import { openBenchMember, openBenchProduct, openBenchTenant } from "../support/bench-product";
import type { BenchProduct } from "../support/bench-product";
import { quantile, round } from "../support/measure";
import type { BenchOptions } from "../support/options";
import { fixedQueries, type FixedQuery } from "./list-queries";
import { seedLists, type ListedFactory } from "./seed-lists";

/** 100,000 orders and 1,000,000 stock moves. */
const FULL_SCALE = 100;
const SMOKE_SCALE = 1;
const REPEATS = 40;
const SMOKE_REPEATS = 3;
const LARGEST_P95_MS = 30;
/** A member with a scope of his own may be slower than an administrator by so much, over all questions. */
const LARGEST_SCOPE_RATIO = 1.3;
const PAGE = 50;
const DEEPEST_PAGES = 200;

/** One question's figures at one size of the data, in milliseconds; `count` is timed apart. */
interface Figure {
  scale: number;
  query: string;
  p50: number;
  p95: number;
  countP50: number;
  memberP50: number | null;
  rows: number;
}

/**
 * Asks twelve fixed questions of the lists and says how long a page takes at the 95th percentile, and by how much a
 * member who sees only his own is slower than an administrator. With several scales, how the cost grows with the data.
 */
export async function benchLists(options: BenchOptions): Promise<boolean> {
  const scales = options.smoke ? [SMOKE_SCALE] : [...options.scales];
  if (scales.length === 0) scales.push(FULL_SCALE);
  const database = await openBenchDatabase(false);
  try {
    const product = await openBenchProduct(database);
    const figures: Figure[] = [];
    for (const [at, scale] of scales.entries()) {
      figures.push(...(await benchScale(database, product, options, at + 1, scale)));
    }
    await product.close();
    return conclude(figures, options);
  } finally {
    await database.close();
  }
}

async function benchScale(
  database: BenchDatabase,
  product: BenchProduct,
  { json, smoke }: BenchOptions,
  number: number,
  scale: number,
): Promise<Figure[]> {
  const tenant = await openBenchTenant(product, number);
  const member = await openBenchMember(product, tenant, number, ORDERS_OF_HIS_OWN);
  if (!json) process.stderr.write(`seeding scale ${scale}\n`);
  const factory = await seedLists(product, tenant, member.userId, scale);
  await database.admin.query("ANALYZE TABLE sales_orders, stock_moves, search_terms, items");
  const figures: Figure[] = [];
  for (const each of fixedQueries(factory)) {
    const figure = await measureQuery(product, factory, member.token, each, smoke);
    figures.push({ scale, ...figure });
    print({ bench: "lists", scale, ...figure });
  }
  return figures;
}

const ORDERS_OF_HIS_OWN = ["orders.list", "stockMoves.*", "items.*"];

async function measureQuery(
  product: BenchProduct,
  factory: ListedFactory,
  memberToken: string,
  asked: FixedQuery,
  smoke: boolean,
): Promise<Omit<Figure, "scale">> {
  const repeats = smoke ? SMOKE_REPEATS : REPEATS;
  const ask = (token: string, query: object) =>
    product.call<Page>(token, `${asked.list}.list`, { limit: PAGE, ...query });
  const pages = await Promise.all(
    [factory.token, memberToken].map((token) => reach(ask, token, factory, asked)),
  );
  await Promise.all([ask(factory.token, pages[0]!), ask(memberToken, pages[1]!)]);
  const spent: [number[], number[]] = [[], []];
  // In turns, so that whatever else the machine does meets both alike.
  for (let i = 0; i < repeats; i += 1) {
    spent[0].push(await timed(() => ask(factory.token, pages[0]!)));
    spent[1].push(await timed(() => ask(memberToken, pages[1]!)));
  }
  const { search, filter } = asked.query;
  const counted = { ...(search ? { search } : {}), ...(filter ? { filter } : {}) };
  const counts: number[] = [];
  for (let i = 0; i < Math.min(repeats, 10); i += 1) {
    counts.push(await timed(() => product.call(factory.token, `${asked.list}.count`, counted)));
  }
  const { rows } = await ask(factory.token, pages[0]!);
  return {
    query: asked.name,
    p50: round(quantile(spent[0], 0.5)),
    p95: round(quantile(spent[0], 0.95)),
    countP50: round(quantile(counts, 0.5)),
    memberP50: asked.list === "orders" ? round(quantile(spent[1], 0.5)) : null,
    rows: rows.length,
  };
}

interface Page {
  rows: unknown[];
  nextCursor: string | null;
}

/** The query at its place in the list: of a deep one, with the cursor that lies so far down. */
async function reach(
  ask: (token: string, query: object) => Promise<Page>,
  token: string,
  factory: ListedFactory,
  { list, query, deep }: FixedQuery,
): Promise<object> {
  if (deep === undefined) return query;
  const rows = list === "stockMoves" ? factory.moves : factory.orders;
  const pages = Math.min(DEEPEST_PAGES, Math.floor((rows * deep) / LARGEST_PAGE));
  let cursor: string | null = null;
  for (let page = 0; page < pages; page += 1) {
    const answer: Page = await ask(token, {
      ...query,
      limit: LARGEST_PAGE,
      ...(cursor ? { cursor } : {}),
    });
    if (answer.nextCursor === null) break;
    cursor = answer.nextCursor;
  }
  return cursor ? { ...query, cursor } : query;
}

const LARGEST_PAGE = 200;

async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}

function conclude(figures: readonly Figure[], { smoke }: BenchOptions): boolean {
  const empty = figures.filter(({ rows }) => rows === 0).map(({ query }) => query);
  const slow = figures.filter(({ p95 }) => p95 >= LARGEST_P95_MS).map(({ query }) => query);
  const scoped = figures.flatMap(({ p50, memberP50 }) =>
    memberP50 === null ? [] : [{ p50, memberP50 }],
  );
  const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
  const scopeRatio = round(
    sum(scoped.map(({ memberP50 }) => memberP50)) / sum(scoped.map(({ p50 }) => p50)),
  );
  const reached = slow.length === 0 && scopeRatio <= LARGEST_SCOPE_RATIO;
  const ok = empty.length === 0 && (smoke || reached);
  print({ bench: "lists", slow, empty, scopeRatio, ok });
  return ok;
}

const print = (line: Record<string, unknown>) => process.stdout.write(`${JSON.stringify(line)}\n`);
