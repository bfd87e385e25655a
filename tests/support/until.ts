const MOST_TURNS = 200_000;

/** Waits, turn by turn of the event loop, until something holds; fails rather than waiting for ever. */
export async function until(holds: () => boolean): Promise<void> {
  for (let turn = 0; turn < MOST_TURNS; turn += 1) {
    if (holds()) return;
    await new Promise(setImmediate);
  }
  throw new Error(`It never came true: ${holds.toString()}`);
}
