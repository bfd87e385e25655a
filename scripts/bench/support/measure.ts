/** What one run of jobs came to. Times are in milliseconds, `tps` is jobs a second. */
export interface Measured {
  clients: number;
  jobs: number;
  tps: number;
  p50: number;
  p99: number;
}

/** Runs every job by so many clients at once, each taking the next as soon as it is free. */
export async function runClosed<T>(
  clients: number,
  jobs: readonly T[],
  work: (job: T) => Promise<void>,
): Promise<Measured> {
  const spent: number[] = [];
  let next = 0;
  const client = async () => {
    for (let job = jobs[next++]; job !== undefined; job = jobs[next++]) {
      const from = performance.now();
      await work(job);
      spent.push(performance.now() - from);
    }
  };
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: clients }, client));
  return summed(clients, spent, performance.now() - startedAt);
}

/** Latencies and the time that all of it took, as figures. */
export function summed(clients: number, spent: readonly number[], tookMs: number): Measured {
  return {
    clients,
    jobs: spent.length,
    tps: round((spent.length / tookMs) * 1_000),
    p50: round(quantile(spent, 0.5)),
    p99: round(quantile(spent, 0.99)),
  };
}

/** The middle value; of an even number, the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const below = sorted[Math.ceil(sorted.length / 2) - 1] ?? 0;
  const above = sorted[Math.floor(sorted.length / 2)] ?? 0;
  return (below + above) / 2;
}

export const round = (value: number) => Math.round(value * 100) / 100;

/** The value below which that part of all values lies. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
}
