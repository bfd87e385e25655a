import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startPrivateServer } from "./database/private-server";
import { report } from "./report";
import { patches } from "../tests/adversary/patches";
import { runAdversary } from "../tests/adversary/run-adversary";
import { runPatches } from "../tests/adversary/run-patches";

/**
 * `npm run adversary`: attacks every registered operation and route on a throw-away database. `--json` prints a line per
 * operation and a summary. Ends with 1 when anything leaks.
 *
 * `--patches` instead takes each guard out of a copy of the source and ends with 1 when a test does not notice.
 */
async function main(): Promise<void> {
  const json = process.argv.includes("--json");
  const server = await startPrivateServer({
    folder: mkdtempSync(join(tmpdir(), "quanlian-adversary-")),
    durable: false,
    disposable: true,
  });
  process.env.TEST_DATABASE_URL = server.url;
  try {
    if (process.argv.includes("--patches")) return await tryPatches(json);
    const { operations, probes, leaks } = await runAdversary((one) => {
      const told = one.leaks.map((leak) => `\n    ${leak}`).join("");
      say(
        json
          ? JSON.stringify(one)
          : `${one.operation}: ${one.probes} probes, ${one.pairs} pairs${told}`,
      );
    });
    say(
      json
        ? JSON.stringify({ operations, probes, leaks })
        : `${probes} probes of ${operations} operations, ${leaks} leaks`,
    );
    if (leaks > 0) process.exitCode = 1;
  } finally {
    await server.stop();
  }
}

async function tryPatches(json: boolean): Promise<void> {
  const results = await runPatches(patches, ({ guard, found }) =>
    say(json ? JSON.stringify({ guard, found }) : `${found ? "found    " : "NOT FOUND"} ${guard}`),
  );
  const missed = results.filter(({ found }) => !found).length;
  say(JSON.stringify({ guards: results.length, missed }));
  if (missed > 0) process.exitCode = 1;
}

const say = (line: string) => process.stdout.write(`${line}\n`);

report(main());
