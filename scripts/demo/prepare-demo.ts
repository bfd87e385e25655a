import { addDays, dayIn, type Day } from "@quanlian/shared/domain";
import { systemClock } from "../../server/src/kernel/clock";
import { readConfig, type Config } from "../../server/src/kernel/config";
import { migrate } from "../../server/src/kernel/db";
import { assembleProduct } from "../../server/src/main/assemble";
import { createServices } from "../../server/src/main/create-services";
import { withDatabase } from "../../server/src/main/open-process";
import { createOperator } from "../../server/src/masters/people";
import { migrations } from "../../server/src/migrations";
import { demoState, dropDemo, type DemoDatabase } from "./demo-database";
import { DEMO_PASSWORD, operator } from "./factory/people";
import { fillDemo, HISTORY_DAYS, MOST_ORDERS } from "./fill-demo";
import { sendInProcess } from "./send";
import { TurningClock } from "./turning-clock";

export interface PrepareOptions {
  /** Throw away what is there. */
  fresh: boolean;
  /** Ends the filling between two operations; it then throws. */
  signal: AbortSignal;
  say: (line: string) => void;
}

/**
 * Brings the database to a complete demo: migrates it, and fills it unless that was done before. What an interrupted run has
 * left behind is dropped first.
 */
export async function prepareDemo(database: DemoDatabase, options: PrepareOptions): Promise<void> {
  const { fresh, say } = options;
  const before = await demoState(database.url);
  if (before === "partial")
    say("上次装载被中断,重新装载 · the last run was interrupted: refilling");
  if (fresh || before === "partial") await dropDemo(database);
  const config = fillingConfig(database.url);
  const applied = await withDatabase(config, (db) => migrate(db, migrations));
  if (applied.length > 0)
    say(`数据库结构 ${applied.length} 步 · ${applied.length} migrations applied`);
  if (!fresh && before === "complete") return say("演示数据已在 · the demo data is there");
  await fill(config, options);
}

/** The history is typed in faster than people type, by sessions that live as long as the history. */
const fillingConfig = (url: string): Config =>
  readConfig({
    ...process.env,
    DATABASE_URL: url,
    LOG_LEVEL: process.env.LOG_LEVEL ?? "warn",
    RATE_PER_MINUTE: "1000000",
    STRICT_RATE_PER_MINUTE: "1000000",
    ACCESS_TOKEN_MINUTES: String((HISTORY_DAYS + 2) * 24 * 60),
    REFRESH_TOKEN_DAYS: String(HISTORY_DAYS + 2),
  });

async function fill(config: Config, { signal, say }: PrepareOptions): Promise<void> {
  const today: Day = dayIn(systemClock.now(), "Asia/Shanghai");
  const from = addDays(today, -HISTORY_DAYS);
  const clock = new TurningClock(from);
  const product = assembleProduct();
  const started = await createServices(config, clock);
  const begin = performance.now();
  const progress = (done: string) => say(`  ${seconds(begin).padStart(5)} s  ${done}`);
  say(`装载演示工厂(${from} 至 ${addDays(today, -1)})· filling the demo factory`);
  try {
    await createOperator(started.services, { ...operator, password: DEMO_PASSWORD });
    const trade = await fillDemo({
      send: sendInProcess(started.services, product, signal),
      clock,
      from,
      until: today,
      mostOrders: MOST_ORDERS,
      progress,
    });
    progress(
      `${trade.drafted} 张订单:确认 ${trade.confirmed},其中取消 ${trade.cancelled};含非标 ${trade.custom}`,
    );
  } finally {
    await started.close();
  }
}

const seconds = (begin: number) => ((performance.now() - begin) / 1000).toFixed(1);
