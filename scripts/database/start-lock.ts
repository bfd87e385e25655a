import { linkSync, rmSync, writeFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { isRunning, readPid } from "./server-files";

/**
 * Waits until no other process is starting a server on the same folder, then claims it: two
 * starters at once would each make the data folder. A claim whose process is dead is taken over.
 * (InnoDB locks its files as well, so that two servers never write to one folder.)
 *
 * @param path the lock file; it holds the claimant's process id
 * @param limitMs how long to wait for another claimant
 * @returns gives the claim back; harmless when repeated
 */
export async function holdStartLock(path: string, limitMs: number): Promise<() => void> {
  const limit = Date.now() + limitMs;
  while (!claim(path)) {
    const holder = readPid(path);
    if (holder === null || !isRunning(holder)) {
      rmSync(path, { force: true });
      continue;
    }
    if (Date.now() > limit) throw new Error(`Process ${holder} has been starting for too long`);
    await pause(20);
  }
  let isHeld = true;
  return () => {
    if (isHeld) rmSync(path, { force: true });
    isHeld = false;
  };
}

/** The lock appears complete or not at all: a link to a file that already holds our id. */
function claim(path: string): boolean {
  claims += 1;
  const own = `${path}.${process.pid}.${claims}`;
  writeFileSync(own, String(process.pid), { mode: 0o600 });
  try {
    linkSync(own, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  } finally {
    rmSync(own, { force: true });
  }
}

let claims = 0;
