import { spawn } from "node:child_process";
import { Agent, request } from "node:http";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as pause } from "node:timers/promises";
import { randomUUID } from "node:crypto";
import { summed, type Measured } from "./measure";

/** The product's web server in a process of its own. */
export interface WebProcess {
  pid: number;
  port: number;
  stop(): Promise<void>;
}

const ENTRY = join(__dirname, "..", "..", "..", "server", "src", "main", "web.ts");

/** Starts the web server from its sources; resolves when it says that it is ready. */
export async function startWebProcess(environment: Record<string, string>): Promise<WebProcess> {
  const child = spawn(process.execPath, ["--import", "tsx", ENTRY], {
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const port = await new Promise<number>((resolve, reject) => {
    void ended.then(() => reject(new Error("The web server did not start")));
    createInterface({ input: child.stdout }).on("line", (line) => {
      const said = JSON.parse(line) as { event?: string; port?: number };
      if (said.event === "ready" && said.port !== undefined) resolve(said.port);
    });
  });
  return {
    pid: child.pid!,
    port,
    async stop() {
      child.kill("SIGTERM");
      await ended;
    },
  };
}

/** Requests that arrive on a timetable of their own, whether or not the earlier ones have been answered. */
export interface Load {
  port: number;
  token: string;
  operation: string;
  bodies: readonly unknown[];
  /** Arrivals a second. */
  rate: number;
  /** At most so many on the way at once; who comes earlier than that waits, and the wait counts. */
  clients: number;
}

/** Sends a load. Latency counts from the moment at which a request was due. Anything but a 200 fails the bench. */
export async function sendOpenLoop(load: Load): Promise<Measured> {
  const agent = new Agent({ keepAlive: true, maxSockets: load.clients });
  const spent: number[] = [];
  const startedAt = performance.now();
  const arrivals = load.bodies.map(async (body, i) => {
    const dueAt = startedAt + (i / load.rate) * 1_000;
    await pause(Math.max(0, dueAt - performance.now()));
    await post(agent, load, JSON.stringify(body));
    spent.push(performance.now() - dueAt);
  });
  await Promise.all(arrivals);
  agent.destroy();
  return summed(load.clients, spent, performance.now() - startedAt);
}

function post(agent: Agent, { port, operation, token }: Load, body: string): Promise<void> {
  const headers = {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(body),
    authorization: `Bearer ${token}`,
    "idempotency-key": randomUUID(),
  };
  return new Promise((resolve, reject) => {
    const sent = request(
      { agent, port, host: "127.0.0.1", method: "POST", path: `/api/${operation}`, headers },
      (response) => {
        let text = "";
        response.setEncoding("utf8");
        response.on("data", (chunk: string) => (text += chunk));
        response.on("end", () =>
          response.statusCode === 200
            ? resolve()
            : reject(new Error(`${operation} answered ${response.statusCode}: ${text}`)),
        );
      },
    );
    sent.on("error", reject);
    sent.end(body);
  });
}
