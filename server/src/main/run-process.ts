import { readConfig, type Config } from "../kernel/config";

/** Something that runs until it is told to stop. */
interface Running {
  /** Facts for the line that says it is ready. */
  ready: Record<string, unknown>;
  stop(): Promise<void>;
}

/**
 * Runs one process from the environment: prints one structured line when it is ready, stops in good order on SIGTERM or
 * SIGINT, at once on a second one, and ends with a readable reason when it cannot start.
 */
export async function runProcess(
  name: string,
  start: (config: Config, bringUpToDate: boolean) => Promise<Running>,
): Promise<void> {
  const running = await begin(name, start);
  if (!running) return;
  say({ event: "ready", process: name, pid: process.pid, ...running.ready });
  let stopping = false;
  const stop = () => {
    if (stopping) process.exit(1);
    stopping = true;
    running.stop().then(
      () => say({ event: "stopped", process: name }),
      (error: unknown) => fail(name, error),
    );
  };
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
}

async function begin(
  name: string,
  start: (config: Config, bringUpToDate: boolean) => Promise<Running>,
): Promise<Running | null> {
  try {
    return await start(readConfig(process.env), process.env.MIGRATE === "1");
  } catch (error) {
    fail(name, error);
    return null;
  }
}

function fail(name: string, error: unknown): void {
  const reason = error instanceof Error ? error.message : String(error);
  process.stderr.write(`${JSON.stringify({ event: "failed", process: name, reason })}\n`);
  process.exitCode = 1;
}

function say(line: Record<string, unknown>): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
