import type { WorkbookAnswer } from "@quanlian/shared/contract";
import { runSelfAudit } from "../../self-audit/run-self-audit";
import { openBenchDatabase } from "../support/bench-database";
import {
  openBenchProduct,
  openBenchTenant,
  type BenchProduct,
  type BenchTenant,
} from "../support/bench-product";
import { readCounters, type Counters } from "../support/machine";
import { round } from "../support/measure";
import type { BenchOptions } from "../support/options";
import { factoryWorkbook, sowFaults, workbookBytes, type Sheets } from "./factory-workbook";

/** Items at scale 1; the rest of the workbook grows with them. */
const ITEMS = 100;
const FULL_SCALES = [100];
const SMOKE_SCALES = [1];
const FAULTS = 200;
/** What `quality` asks for, of 10,000 items with all that belongs to them. */
const TARGET = { items: 10_000, seconds: 10 };

/**
 * A factory moves in with a workbook: units, parties, items, bills of materials, stock and what is open. Measured are the
 * refusal of a workbook with 200 faults (all of them found), the import, and the same file again (which changes nothing).
 */
export async function benchImport(options: BenchOptions): Promise<boolean> {
  const scales =
    options.scales.length > 0 ? options.scales : options.smoke ? SMOKE_SCALES : FULL_SCALES;
  const database = await openBenchDatabase(!options.smoke);
  try {
    const product = await openBenchProduct(database);
    let reached = true;
    try {
      for (const [at, scale] of scales.entries()) {
        const tenant = await openBenchTenant(product, at + 1);
        const counters = () => readCounters(database.admin, database.server.pid);
        const lines = await measure(product, tenant, scale * ITEMS, counters);
        for (const line of lines) process.stdout.write(`${JSON.stringify({ scale, ...line })}\n`);
        reached &&= lines.every((line) => line.reached);
      }
    } finally {
      await product.close();
    }
    const { ok, faults } = await runSelfAudit(database.server.url);
    if (!ok) process.stdout.write(`${JSON.stringify({ selfAudit: faults.slice(0, 10) })}\n`);
    return reached && ok;
  } finally {
    await database.close();
  }
}

interface Line {
  bench: "import";
  work: "refuse" | "import" | "again";
  items: number;
  rows: number;
  ms: number;
  rowsPerSecond: number;
  /** Processor time of the product and of the database: what a busy machine cannot blur. */
  nodeCpuMs: number;
  databaseCpuMs: number;
  statements: number;
  reached: boolean;
}

async function measure(
  product: BenchProduct,
  { token }: BenchTenant,
  items: number,
  counters: () => Promise<Counters>,
): Promise<Line[]> {
  await product.call(token, "warehouses.create", { code: "W01", name: "主仓", isDefault: true });
  const sheets = factoryWorkbook(items);
  const rows = Object.values(sheets).reduce((sum, sheet) => sum + sheet.length - 1, 0);
  const file = await fileOf(sheets);
  const spoiled = await fileOf(sowFaults(sheets, FAULTS).sheets);
  const line = async (work: Line["work"], run: () => Promise<boolean>): Promise<Line> => {
    const before = await counters();
    const startedAt = performance.now();
    const right = await run();
    const ms = round(performance.now() - startedAt);
    const after = await counters();
    const inTime = items < TARGET.items || ms < TARGET.seconds * 1_000;
    const rowsPerSecond = round((rows / ms) * 1_000);
    const cost = {
      nodeCpuMs: round(after.nodeCpuMs - before.nodeCpuMs),
      databaseCpuMs: round(after.databaseCpuMs - before.databaseCpuMs),
      statements: after.statements - before.statements,
    };
    const reached = right && inTime;
    return { bench: "import", work, items, rows, ms, rowsPerSecond, ...cost, reached };
  };
  return [
    await line("refuse", async () => (await faultsOf(product, token, spoiled)) === FAULTS),
    await line("import", async () => (await importOf(product, token, file)).created > 0),
    await line("again", async () => (await importOf(product, token, file)).created === 0),
  ];
}

async function fileOf(sheets: Sheets) {
  const bytes = await workbookBytes(sheets);
  return { name: "moving.xlsx", contentBase64: bytes.toString("base64") };
}

async function importOf(product: BenchProduct, token: string, file: object) {
  const { sheets } = await product.call<WorkbookAnswer>(token, "cutover.import", { file });
  return {
    created: sheets.reduce((sum, sheet) => sum + sheet.createdCount + sheet.changedCount, 0),
  };
}

/** How many faults are reported; 0 when nothing is refused. */
async function faultsOf(product: BenchProduct, token: string, file: object): Promise<number> {
  try {
    await product.call(token, "cutover.import", { file });
    return 0;
  } catch (error) {
    return (error as { issues?: unknown[] }).issues?.length ?? 0;
  }
}
