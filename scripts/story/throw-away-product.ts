import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { readConfig } from "../../server/src/kernel/config";
import { openProcess } from "../../server/src/main/open-process";
import { createOperator } from "../../server/src/masters/people";
import { startPrivateServer } from "../database/private-server";

/** A product of the story's own: a private MariaDB whose folder is thrown away, and a web process on a free port. */
export interface ThrowAwayProduct {
  url: string;
  databaseUrl: string;
  stop(): Promise<void>;
}

const ROOT = join(__dirname, "..", "..");

/** Starts it, with an operator who may open companies. Commits are durable, so that the milliseconds are honest. */
export async function startThrowAwayProduct(operator: {
  phone: string;
  password: string;
}): Promise<ThrowAwayProduct> {
  const server = await startPrivateServer({
    folder: mkdtempSync(join(tmpdir(), "quanlian-story-")),
    durable: true,
    disposable: true,
    database: "story",
  });
  try {
    const env = { ...process.env, DATABASE_URL: server.url, PORT: "0", LOG_LEVEL: "warn" };
    const opened = await openProcess(readConfig(env), true);
    await createOperator(opened.services, { name: "平台运营", ...operator });
    await opened.close();
    const web = await startWebProcess(env);
    return {
      url: `http://127.0.0.1:${web.port}`,
      databaseUrl: server.url,
      async stop() {
        await web.stop();
        await server.stop();
      },
    };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

async function startWebProcess(env: NodeJS.ProcessEnv) {
  const tsx = join(ROOT, "node_modules", ".bin", "tsx");
  const entry = join("server", "src", "main", "web.ts");
  const child = spawn(tsx, ["--tsconfig", "tsconfig.json", entry], {
    cwd: ROOT,
    env,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const endWithUs = () => child.kill("SIGTERM");
  process.once("exit", endWithUs);
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(130));
  const port = await portOf(child, ended);
  return {
    port,
    async stop() {
      process.off("exit", endWithUs);
      child.kill("SIGTERM");
      await ended;
    },
  };
}

/** The port in the line by which the web process says that it is ready. */
function portOf(child: ChildProcess, ended: Promise<void>): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    void ended.then(() => reject(new Error("The web process ended before it was ready")));
    if (child.stdout === null) return reject(new Error("The web process has no output"));
    createInterface({ input: child.stdout }).on("line", (text) => {
      if (!text.startsWith("{")) return;
      const line = JSON.parse(text) as { event?: string; port?: number };
      if (line.event === "ready" && line.port !== undefined) resolve(line.port);
    });
  });
}
