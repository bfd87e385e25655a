/**
 * Token buckets in memory, one per key (an actor, an address). They guard one process against hammering; what must hold
 * over all processes (sign-in attempts) is counted in the database.
 */
export interface RateLimiter {
  /** Takes one; answers 0, or the seconds to wait before the next is free. */
  take(key: string, perMinute: number): number;
}

interface Bucket {
  left: number;
  at: number;
}

const MOST_KEYS = 50_000;

export function createRateLimiter(nowMs: () => number): RateLimiter {
  const buckets = new Map<string, Bucket>();
  return {
    take(key, perMinute) {
      const now = nowMs();
      const bucket = buckets.get(key) ?? { left: perMinute, at: now };
      const refilled = Math.min(perMinute, bucket.left + ((now - bucket.at) / 60_000) * perMinute);
      // Forgetting everybody at once favours the caller, and only after an unlikely flood of different keys.
      if (buckets.size >= MOST_KEYS && !buckets.has(key)) buckets.clear();
      if (refilled < 1) {
        buckets.set(key, { left: refilled, at: now });
        return Math.max(1, Math.ceil(((1 - refilled) / perMinute) * 60));
      }
      buckets.set(key, { left: refilled - 1, at: now });
      return 0;
    },
  };
}
