import { execFile } from "node:child_process";
import { join } from "node:path";
import { findFileFaults } from "./check/file-rules";
import { findViolations, type Violation } from "./check/import-rules";
import { readSources } from "./check/read-sources";

/** One part of the check; `run` answers what is wrong, or "" when nothing is. */
interface Step {
  name: string;
  run: () => Promise<string>;
}

const ROOT = join(__dirname, "..");
const PARTS = ["server/src", "shared/src", "admin-web/src", "miniprogram/src"];

/** As many as the smallest machine that we build on has cores. */
const AT_ONCE = 2;

/** What has not changed since it was found in order is not looked at again. */
const CACHE = join(ROOT, "node_modules", ".cache", "check");
const PRETTIER = [
  "--check",
  "--log-level",
  "warn",
  "--cache",
  "--cache-location",
  join(CACHE, "formatting"),
  ".",
];
const TYPES = [
  "-p",
  "tsconfig.json",
  "--pretty",
  "false",
  "--incremental",
  "--tsBuildInfoFile",
  join(CACHE, "types.tsbuildinfo"),
];

/** The slowest come first, so that the short ones fill the gaps. */
const STEPS: Step[] = [
  { name: "formatting", run: () => runTool("prettier", PRETTIER) },
  { name: "lint", run: () => runTool("oxlint", ["--deny-warnings"]) },
  { name: "types", run: () => runTool("tsc", TYPES) },
  { name: "import rules", run: () => runRule(findViolations, PARTS) },
  { name: "file rules", run: () => runRule(findFileFaults, [...PARTS, "scripts", "tests"]) },
];

/** Runs every step, prints how long each took, then all that is wrong. */
async function check(): Promise<void> {
  const failures: string[] = [];
  const waiting = [...STEPS];
  const work = async () => {
    for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) {
      const startedAt = performance.now();
      const fault = await step.run().catch(String);
      const spentMs = Math.round(performance.now() - startedAt);
      const verdict = fault === "" ? "ok" : "FAILED";
      process.stdout.write(`${step.name.padEnd(14)} ${verdict.padEnd(6)} ${spentMs} ms\n`);
      if (fault !== "") failures.push(`── ${step.name}\n${fault}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));

  if (failures.length === 0) return;
  process.stdout.write(`\n${failures.join("\n\n")}\n`);
  process.exitCode = 1;
}

/** Runs an installed tool; answers its output when it fails. */
function runTool(name: string, args: string[]): Promise<string> {
  const program = join(ROOT, "node_modules", ".bin", name);
  return new Promise((resolve) => {
    const options = { cwd: ROOT, maxBuffer: 64 * 1024 * 1024 };
    execFile(program, args, options, (error, stdout, stderr) => {
      if (error === null) resolve("");
      else resolve(`${stdout}${stderr}`.trim() || error.message);
    });
  });
}

async function runRule(
  rule: (files: ReadonlyMap<string, string>) => Violation[],
  folders: string[],
): Promise<string> {
  await new Promise(setImmediate); // the tools are started before this process is busy
  const violations = rule(readSources(ROOT, folders));
  return violations.map(({ path, line, message }) => `${path}:${line} ${message}`).join("\n");
}

void check();
