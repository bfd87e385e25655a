import type { StatementView } from "@quanlian/shared/contract";
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

/** Documents on the statement at scale 1. */
const DOCUMENTS = 100;
const FULL_SCALES = [100];
const SMOKE_SCALES = [1];
/** What `quality` asks for: so many lines set beside so many. */
const TARGET = { lines: 10_000, seconds: 5 };

/**
 * A statement of many documents, and the customer's own figures beside it: one in a hundred differs, one is missing, and one is
 * there that we do not know. Measured are drawing it, sending it (which hashes it), and finding every difference.
 */
export async function benchStatement(options: BenchOptions): Promise<boolean> {
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
        for (const line of await measure(product, tenant, scale * DOCUMENTS, counters)) {
          process.stdout.write(`${JSON.stringify({ scale, ...line })}\n`);
          reached &&= line.reached;
        }
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
  bench: "statement";
  work: "draw" | "send" | "match";
  lines: number;
  ms: number;
  nodeCpuMs: number;
  databaseCpuMs: number;
  statements: number;
  reached: boolean;
}

async function measure(
  product: BenchProduct,
  { token }: BenchTenant,
  lines: number,
  counters: () => Promise<Counters>,
): Promise<Line[]> {
  const customer = { code: "K1", name: "台州听潮", isCustomer: true };
  const { id: partyId } = await product.call<{ id: string }>(token, "parties.create", customer);
  await product.call(token, "openReceivables.import", { file: documents(lines) });
  const call = (operation: string, input: object) =>
    product.call<StatementView>(token, operation, input);
  const measured: Line[] = [];
  const line = async (work: Line["work"], run: () => Promise<StatementView>, right: Right) => {
    const before = await counters();
    const startedAt = performance.now();
    const statement = await run();
    const ms = round(performance.now() - startedAt);
    const after = await counters();
    const inTime = lines < TARGET.lines || ms < TARGET.seconds * 1_000;
    measured.push({
      ...{ bench: "statement", work, lines, ms },
      nodeCpuMs: round(after.nodeCpuMs - before.nodeCpuMs),
      databaseCpuMs: round(after.databaseCpuMs - before.databaseCpuMs),
      ...{ statements: after.statements - before.statements, reached: right(statement) && inTime },
    });
    return statement;
  };
  const drawn = await line(
    "draw",
    () => call("statements.create", { partyId, side: "receivable", endsOn: "2099-12-31" }),
    (statement) => statement.lines.length === lines,
  );
  const sent = await line(
    "send",
    () => call("statements.send", { statementId: drawn.id, revision: drawn.revision }),
    ({ hash }) => hash !== null,
  );
  const { id: statementId, revision } = sent;
  await line(
    "match",
    () => call("statements.recordFigures", { statementId, revision, lines: figuresOf(sent) }),
    isExplained,
  );
  return measured;
}

type Right = (statement: StatementView) => boolean;

/** Three in a hundred lines are not the same on both sides, and their differences are the gap. */
const isExplained: Right = ({ residuals, gapCents, lines }) =>
  residuals.length === (lines.length * 3) / 100 &&
  residuals.reduce((sum, each) => sum + each.differenceCents, 0) === gapCents;

const yuanOf = (at: number) => `${100 + (at % 900)}.${String(at % 100).padStart(2, "0")}`;

function documents(count: number) {
  const rows = Array.from(
    { length: count },
    (_, at) => `K1,XS-${at},2026-10-${String(1 + (at % 28)).padStart(2, "0")},,${yuanOf(at)}`,
  );
  const text = `客户编码,单据号,单据日期,到期日,未结金额\n${rows.join("\n")}\n`;
  return { name: "open.csv", contentBase64: Buffer.from(text).toString("base64") };
}

function figuresOf({ lines }: StatementView) {
  return lines.flatMap(({ documentNumber, datedOn, amountCents }, at) => {
    const own = { documentNumber: documentNumber.toLowerCase(), datedOn, amountCents };
    if (at % 100 === 1) return [];
    if (at % 100 === 2) return [{ ...own, amountCents: amountCents - 700 }];
    return at % 100 === 3
      ? [own, { ...own, documentNumber: `NEW-${at}`, amountCents: 900 }]
      : [own];
  });
}
