import { setTimeout as pause } from "node:timers/promises";
import { openDemoDatabase } from "./demo/demo-database";
import { demoOptions } from "./demo/demo-options";
import { guideText } from "./demo/guide";
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
  try {
    const interrupted = interruption();
    const serving = await Promise.race([interrupted, prepare(database.url, fresh, port)]);
    if (serving === null) return;
    say(guideText(port, serving.paths));
    await interrupted;
    say("正在停止 · stopping");
    await serving.stop();
  } finally {
    await database.stop();
  }
}

async function prepare(url: string, fresh: boolean, port: number) {
  await prepareDemo(url, fresh, say);
  return serveDemo(url, port);
}

/** Resolves at the first Ctrl-C. A second one, a moment later, ends the program at once. */
async function interruption(): Promise<null> {
  await new Promise<void>((resolve) => {
    process.once("SIGINT", () => resolve());
    process.once("SIGTERM", () => resolve());
  });
  // npm and the terminal may both pass the same Ctrl-C on: only a later one is a person's impatience.
  const insist = () => process.exit(1);
  void pause(1_000, undefined, { ref: false }).then(() => process.on("SIGINT", insist));
  process.on("SIGINT", () => undefined);
  return null;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

report(main());
