import { setTimeout as pause } from "node:timers/promises";
import { buildPortal } from "./demo/build-portal";
import { openDemoDatabase } from "./demo/demo-database";
import { demoOptions } from "./demo/demo-options";
import { guideText, portalText } from "./demo/guide";
import { prepareDemo } from "./demo/prepare-demo";
import { expectFreePort, serveDemo } from "./demo/serve-demo";
import { report } from "./report";

/**
 * `npm run demo [-- --fresh] [--port 8080]`: a factory with weeks of history on a private MariaDB in `.data`, served until
 * Ctrl-C. The first run fills it, the next ones start at once.
 */
async function main(): Promise<void> {
  const { fresh, port } = demoOptions(process.argv.slice(2));
  await expectFreePort(port);
  say("启动数据库 · starting the database");
  const database = await openDemoDatabase();
  const stop = new AbortController();
  const interrupted = interruption().then(() => stop.abort());
  try {
    await prepareDemo(database, { fresh, signal: stop.signal, say });
    const serving = await serveDemo(database.url, port);
    say(guideText(port, serving.paths));
    // The server is usable meanwhile; the pages are there as soon as they are built.
    const building = buildPortal({ signal: stop.signal, say }).then((built) => {
      if (built) say(portalText(port));
    });
    await interrupted;
    await building;
    say("正在停止 · stopping");
    await serving.stop();
  } catch (error) {
    if (!stop.signal.aborted) throw error;
    say("装载被中断,下次从头装载 · interrupted while filling: the next run begins anew");
  } finally {
    await database.stop();
  }
}

/** Resolves at the first Ctrl-C. A later one ends the program at once. */
async function interruption(): Promise<void> {
  await new Promise<void>((resolve) => {
    process.once("SIGINT", () => resolve());
    process.once("SIGTERM", () => resolve());
  });
  // npm and the terminal may both pass the same Ctrl-C on: only a later one is a person's impatience.
  process.on("SIGINT", () => undefined);
  void pause(1_000, undefined, { ref: false }).then(() => process.on("SIGINT", insist));
}

const insist = () => process.exit(1);

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

report(main());
