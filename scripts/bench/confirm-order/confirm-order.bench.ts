import { runSelfAudit } from "../../self-audit/run-self-audit";
import { openBenchDatabase, openPool, type BenchDatabase } from "../support/bench-database";
import { openBenchProduct, openBenchTenant, type BenchProduct } from "../support/bench-product";
import { commitCeiling, costPerJob, readCounters } from "../support/machine";
import { round } from "../support/measure";
import type { BenchOptions } from "../support/options";
import { addedRows, countRows, differences, planSums, type RowCounts } from "../support/row-counts";
import { startWebProcess } from "../support/web-process";
import { FULL_SIZE, SMOKE_SIZE } from "./factory-plan";
import { seedFactory, type BenchFactory } from "./seed-factory";
import { seedOrders } from "./seed-orders";
import { floorSide, httpSide, productSide, type Side } from "./sides";
import { findBound, summarise, type Comparison } from "./summary";

/** How many orders each measurement confirms, by clients. */
type Load = readonly { clients: number; orders: number }[];

const FULL_LOAD: Load = [
  { clients: 1, orders: 100 },
  { clients: 8, orders: 300 },
  { clients: 32, orders: 300 },
];
const SMOKE_LOAD: Load = [
  { clients: 1, orders: 10 },
  { clients: 8, orders: 20 },
];
const WARM_UP: Load = [
  { clients: 1, orders: 60 },
  { clients: 8, orders: 160 },
];
const SMOKE_WARM_UP: Load = [{ clients: 1, orders: 5 }];

const MOST_FAULTS_NAMED = 10;

/**
 * Confirms orders of ten lines with a two-level bill of materials, by the product and by the floor, in turns on factories
 * that are alike, and says by how much the product is slower. Fails when the two leave different rows behind.
 */
export async function benchConfirmOrder(options: BenchOptions): Promise<boolean> {
  const database = await openBenchDatabase(!options.smoke);
  const note = (text: string) => {
    if (!options.json) process.stderr.write(`${text}\n`);
  };
  try {
    await printCeiling(database, options);
    const product = await openBenchProduct(database);
    const sides = await openSides(database, product, options, note);
    try {
      return await compare(database, product, sides, options, note);
    } finally {
      await Promise.all(sides.map((side) => side.close()));
      await product.close();
    }
  } finally {
    await database.close();
  }
}

async function openSides(
  database: BenchDatabase,
  product: BenchProduct,
  { smoke }: BenchOptions,
  note: (text: string) => void,
): Promise<Side[]> {
  note("three factories that are alike");
  const factories: BenchFactory[] = [];
  for (const number of [1, 2, 3]) {
    const tenant = await openBenchTenant(product, number);
    factories.push(await seedFactory(product, tenant, smoke ? SMOKE_SIZE : FULL_SIZE));
  }
  const web = await startWebProcess(database.environment);
  return [
    await productSide(product, factories[0]!),
    await floorSide(database, product, factories[1]!),
    httpSide(web, factories[2]!),
  ];
}

async function compare(
  database: BenchDatabase,
  product: BenchProduct,
  sides: readonly Side[],
  { smoke, rounds }: BenchOptions,
  note: (text: string) => void,
): Promise<boolean> {
  const comparisons: Comparison[] = [];
  const faults: string[] = [];
  const load = smoke ? SMOKE_LOAD : FULL_LOAD;
  let from = 0;
  const oneRun = async (of: Load[number], roundNumber: number) => {
    note(`round ${roundNumber}: ${of.orders} orders, ${of.clients} at once`);
    // The side that comes first changes, so that none always runs on a fuller database.
    const turn = roundNumber % 2 === 0 ? sides : sides.toReversed();
    const ran: Ran[] = [];
    for (const side of turn) ran.push(await measure(database, product, side, of, from));
    from += of.orders;
    faults.push(...rowFaults(ran).map((fault) => `${of.clients} clients: ${fault}`));
    return ran;
  };
  for (const of of smoke ? SMOKE_WARM_UP : WARM_UP) await oneRun(of, 0);
  for (let roundNumber = 1; roundNumber <= rounds; roundNumber += 1) {
    for (const of of load) {
      const ran = await oneRun(of, roundNumber);
      for (const { side, figures } of ran) {
        print({ round: roundNumber, side, ...figures });
        comparisons.push({ round: roundNumber, side, ...figures });
      }
    }
  }
  const sums = await Promise.all(
    sides.map(({ factory }) => planSums(database.admin, factory.tenantId)),
  );
  for (const other of sums.slice(1)) faults.push(...differences(sums[0]!, other));
  note("the self-audit");
  faults.push(...(await auditFaults(database)));
  const summary = summarise(comparisons);
  print({
    bench: "confirm-order",
    ...summary,
    faults,
    ok: faults.length === 0 && (smoke || summary.reached),
    bound: findBound(comparisons),
  });
  return faults.length === 0 && (smoke || summary.reached);
}

interface Ran {
  side: Side["name"];
  added: RowCounts;
  figures: Omit<Comparison, "round" | "side">;
}

async function measure(
  { admin, server }: BenchDatabase,
  product: BenchProduct,
  side: Side,
  { clients, orders }: Load[number],
  from: number,
): Promise<Ran> {
  const { tenantId } = side.factory;
  const orderIds = await seedOrders(product, side.factory, from, orders);
  const before = await countRows(admin, tenantId);
  const countersBefore = await readCounters(admin, server.pid);
  const measured = await side.confirm(orderIds, clients);
  const countersAfter = await readCounters(admin, server.pid);
  const added = addedRows(before, await countRows(admin, tenantId));
  return {
    side: side.name,
    added,
    figures: { ...measured, ...costPerJob(countersBefore, countersAfter, orders) },
  };
}

/** Number ranges are one row per day, whenever the first number is taken. */
function rowFaults(ran: readonly Ran[]): string[] {
  const rows = ran.map(({ side, added: { number_ranges: _, ...added } }) => ({ side, added }));
  const product = rows.find(({ side }) => side === "product")!;
  if (Object.keys(product.added).length === 0) return ["nothing was written"];
  return rows.flatMap(({ side, added }) =>
    differences(product.added, added).map((fault) => `rows of product and ${side} in ${fault}`),
  );
}

/** No worker delivers messages here, so their age is no fault. */
async function auditFaults({ server }: BenchDatabase): Promise<string[]> {
  const audit = await runSelfAudit(server.url, { outboxMinutes: 24 * 60 });
  print({
    audit: "self-audit",
    ok: audit.ok,
    checks: audit.checks.length,
    faults: audit.faultCount,
  });
  return audit.faults
    .slice(0, MOST_FAULTS_NAMED)
    .map(
      ({ check, document, expected, found }) => `${check}: ${document}: ${expected}, not ${found}`,
    );
}

async function printCeiling({ server }: BenchDatabase, { smoke }: BenchOptions): Promise<void> {
  const pool = openPool(server.url, 32);
  for (const clients of smoke ? [1] : [1, 8, 32]) {
    const { tps, p50 } = await commitCeiling(pool, clients, smoke ? 100 : clients * 300);
    print({ ceiling: "one-row commits", clients, tps: round(tps), p50, durable: !smoke });
  }
  await pool.end();
}

const print = (line: Record<string, unknown>) => process.stdout.write(`${JSON.stringify(line)}\n`);
