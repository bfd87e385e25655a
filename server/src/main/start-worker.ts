import { setTimeout as pause } from "node:timers/promises";
import type { OpenProcess } from "./open-process";
import { runLoops } from "./run-loops";

/** A worker process at work. */
export interface Worker {
  /**
   * Stops claiming and waits for what runs, at most 30 seconds; what is cut off then is taken over by another worker when
   * its lease ends. Harmless when repeated.
   */
  stop(): Promise<void>;
}

const FINISH_MS = 30_000;

/** Delivers messages, runs jobs, seals the audit and sweeps, until it is stopped. */
export function startWorker(opened: OpenProcess): Worker {
  const { services, product } = opened;
  const ending = new AbortController();
  const loops = runLoops(services, product.actors, ending.signal);
  let stopping: Promise<void> | null = null;
  const close = async () => {
    ending.abort();
    const limit = new AbortController();
    const tooLate = pause(FINISH_MS, undefined, { signal: limit.signal }).catch(() => undefined);
    await Promise.race([loops, tooLate]);
    limit.abort();
    await opened.close();
  };
  return { stop: () => (stopping ??= close()) };
}
