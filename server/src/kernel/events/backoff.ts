const FIRST_WAIT_MS = 10_000;
const LONGEST_WAIT_MS = 3_600_000;
const LONGEST_ERROR = 2_000;

/** Deliveries before a message is given up. */
export const MOST_ATTEMPTS = 12;

/** Wait after the n-th attempt: 10 s, 20 s, 40 s … at most an hour. */
export const backoffMs = (attempts: number) =>
  Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(attempts - 1, 20));

export function errorText(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return text.slice(0, LONGEST_ERROR);
}
