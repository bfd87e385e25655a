import { dayIn } from "@quanlian/shared/domain";
import { signIn } from "./demo/desk";
import { sendOverHttp } from "./demo/send";
import { auditStory } from "./story/audit-story";
import { playLeadToStatement } from "./story/lead-to-statement";
import { playPartsList } from "./story/parts-list";
import type { StoryParts } from "./story/set-scene";
import { storyOptions, type StoryOptions } from "./story/story-options";
import { createTeller, expectThat, type Teller } from "./story/teller";
import { startThrowAwayProduct } from "./story/throw-away-product";
import { report } from "./report";

/** What the story came to: the last line of its output. */
interface Outcome {
  story: string;
  ok: boolean;
  steps: number;
  seconds: number;
  /** Faults in the books; null when the audit could not reach the database. */
  drift: number | null;
  error?: string;
}

/**
 * `npm run story [-- --json] [--bom FILE.csv] [--url URL]`: plays the chain from lead to signed statements over HTTP, each actor with a
 * token of their own, on a product that is thrown away or on the one at the url. Ends with 1 when it does not hold.
 */
async function main(): Promise<void> {
  const options = storyOptions(process.argv.slice(2));
  const teller = createTeller(options.json, say);
  const startedAt = performance.now();
  const told = await play(options, teller).then(
    (drift) => ({ ok: drift === null || drift === 0, drift }),
    (error: unknown) => ({
      ok: false,
      drift: null,
      error: error instanceof Error ? error.message : String(error),
    }),
  );
  const outcome: Outcome = {
    story: options.bom === null ? "lead-to-statement" : "parts-list-to-plan",
    ok: told.ok,
    steps: teller.steps,
    seconds: Math.round((performance.now() - startedAt) / 100) / 10,
    drift: told.drift,
    ...("error" in told ? { error: told.error } : {}),
  };
  say(options.json ? JSON.stringify(outcome) : readable(outcome));
  if (!outcome.ok) process.exitCode = 1;
}

/** Answers how many faults the audit found; null when it could not look. */
async function play(options: StoryOptions, teller: Teller): Promise<number | null> {
  if (options.url !== null) return tell(options, teller, options.url, null);
  const product = await startThrowAwayProduct(options.operator);
  try {
    return await tell(options, teller, product.url, product.databaseUrl);
  } finally {
    await product.stop();
  }
}

async function tell(
  options: StoryOptions,
  teller: Teller,
  url: string,
  databaseUrl: string | null,
): Promise<number | null> {
  const send = sendOverHttp(url);
  const parts: StoryParts = {
    send,
    operator: await signIn(send, options.operator),
    teller,
    today: dayIn(new Date(), "Asia/Shanghai"),
    run: Math.floor(Date.now() / 1000),
  };
  const end =
    options.bom === null
      ? await playLeadToStatement(parts)
      : await playPartsList(parts, options.bom);
  return teller.step(
    "自审:用基表的 SQL 核对每一本账 · the self-audit of every book",
    async (telling) => {
      const audit = await auditStory(databaseUrl, end.tenantId);
      if (audit === null) {
        telling.line(
          "数据库不在本机,请在那里运行 npm run audit · run the audit where the database is",
        );
        return null;
      }
      telling.fact("checks", audit.checks.length);
      telling.fact("faults", audit.faultCount);
      const faults = audit.faults.map((fault) => `${fault.check} ${fault.document}`);
      expectThat(audit.ok, "the books are in order", faults.slice(0, 10));
      return audit.faultCount;
    },
  );
}

function readable({ story, ok, steps, seconds, drift, error }: Outcome): string {
  const books = drift === null ? "账未核对 books not audited" : `账面差错 drift ${drift}`;
  const head = `${ok ? "成 ok" : "败 FAILED"}  ${story}: ${steps} 步 steps, ${seconds} s, ${books}`;
  return error === undefined ? `\n${head}` : `\n${head}\n${error}`;
}

const say = (line: string) => process.stdout.write(`${line}\n`);

report(main());
