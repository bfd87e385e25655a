import { databaseUrl } from "./database/database-url";
import { report } from "./report";
import { runSelfAudit, type CheckResult } from "./self-audit/run-self-audit";

/**
 * `npm run audit`: checks the books of DATABASE_URL, or of the private database in `.data`, while they are in use. Names
 * every fault and then ends with 1. `--json` prints a line per check and a summary; `--tenant ID` looks at one tenant.
 */
async function main(): Promise<void> {
  const json = process.argv.includes("--json");
  const at = process.argv.indexOf("--tenant");
  const audit = await runSelfAudit(await databaseUrl(), {
    tenantId: at < 0 ? undefined : process.argv[at + 1],
    onCheck: (result) => say(json ? JSON.stringify(result) : readable(result)),
  });
  const summary = { audit: audit.ok ? "clean" : "faulty", ok: audit.ok, faults: audit.faultCount };
  say(
    json
      ? JSON.stringify(summary)
      : `${audit.checks.length} checks, ${audit.faultCount} faults in the books`,
  );
  if (!audit.ok) process.exitCode = 1;
}

function readable({ check, promise, ok, faultCount, faults, milliseconds }: CheckResult): string {
  const head = `${ok ? "ok    " : "FAULTY"} ${check.padEnd(42)} ${String(milliseconds).padStart(5)} ms`;
  if (ok) return head;
  const named = faults.map(
    (fault) =>
      `         tenant ${fault.tenantId}: ${fault.document}: expected ${fault.expected}, found ${fault.found}`,
  );
  const rest =
    faultCount > faults.length ? [`         and ${faultCount - faults.length} more`] : [];
  return [head, `       ${promise}`, ...named, ...rest].join("\n");
}

const say = (line: string) => process.stdout.write(`${line}\n`);

report(main());
