import { setTimeout as pause } from "node:timers/promises";
import { recallEverywhere } from "../chain/leads";
import type { ActorStore, Services } from "../kernel/access";
import { closeOverdueRfqs } from "../chain/purchases";
import { expireQuotes } from "../chain/quotes";
import { sealAudit } from "../kernel/audit";
import { drainOutbox, sweepSpent } from "../kernel/events";
import { runNextJob } from "../kernel/jobs";
import { sweepSignIns } from "../masters/people";

/** Work that goes on for as long as the worker lives. */
interface Loop {
  name: string;
  /** Does what there is; answers whether there may be more at once. */
  step: () => Promise<boolean>;
  idleMs: number;
}

/** How long to keep off after a failure, such as a database that is being restarted. */
const AFTER_FAILURE_MS = 1_000;
const JOBS_AT_ONCE = 2;
const SWEEP_EVERY_MS = 60_000;
const EXPIRE_EVERY_MS = 600_000;
const CLOSE_EVERY_MS = 10_000;
const RECALL_EVERY_MS = 300_000;

/**
 * Runs the worker's loops until the signal: messages, jobs, the audit's sealer, the sweeper. Resolves when each has
 * finished the step that it was in. A step that fails is logged and tried again; only the signal ends a loop.
 */
export async function runLoops(
  services: Services,
  actors: ActorStore,
  signal: AbortSignal,
): Promise<void> {
  const jobs = Array.from({ length: JOBS_AT_ONCE }, (_, i) => ({
    name: `jobs-${i + 1}`,
    step: () => runNextJob(services, actors),
    idleMs: 500,
  }));
  const loops: Loop[] = [
    {
      name: "outbox",
      step: async () => (await drainOutbox(services, { signal })) > 0,
      idleMs: 200,
    },
    ...jobs,
    { name: "sealer", step: async () => (await sealAudit(services), false), idleMs: 2_000 },
    {
      name: "recall",
      step: async () => (await recallEverywhere(services), false),
      idleMs: RECALL_EVERY_MS,
    },
    {
      name: "sweeper",
      step: async () => {
        await sweepSpent(services);
        await sweepSignIns(services);
        return false;
      },
      idleMs: SWEEP_EVERY_MS,
    },
    {
      name: "rfqs",
      step: async () => (await closeOverdueRfqs(services)) > 0,
      idleMs: CLOSE_EVERY_MS,
    },
    {
      name: "quotes",
      step: async () => (await expireQuotes(services)) > 0,
      idleMs: EXPIRE_EVERY_MS,
    },
  ];
  await Promise.all(loops.map((loop) => runLoop(services, loop, signal)));
}

async function runLoop(services: Services, loop: Loop, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const waitMs = await oneStep(services, loop);
    if (waitMs > 0) await pause(waitMs, undefined, { signal }).catch(() => undefined);
  }
}

/** Answers how long to wait before the next step. */
async function oneStep(services: Services, loop: Loop): Promise<number> {
  try {
    return (await loop.step()) ? 0 : loop.idleMs;
  } catch (error) {
    services.log.error({ err: error, loop: loop.name }, "a step of the worker failed");
    return AFTER_FAILURE_MS;
  }
}
