import { spawn, type ChildProcess } from "node:child_process";
import { join } from "node:path";
import { readConfig } from "../server/src/kernel/config";
import { migrate } from "../server/src/kernel/db";
import { withDatabase } from "../server/src/main/open-process";
import { migrations } from "../server/src/migrations";
import { databaseUrl } from "./database/database-url";
import { report } from "./report";

const ROOT = join(__dirname, "..");

/** `npm run dev`: web and worker, each restarted when a file changes, on the private database in `.data`. */
async function main(): Promise<void> {
  const env = { ...process.env, DATABASE_URL: await databaseUrl() };
  await withDatabase(readConfig(env), (db) => migrate(db, migrations));
  // One process migrates on a restart; the other waits for it by the migrations' own lock.
  const children = ["web", "worker"].map((name) => watch(name, { ...env, MIGRATE: "1" }));
  const stop = () => children.forEach((child) => child.kill("SIGTERM"));
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
  await Promise.all(children.map(ended));
}

function watch(name: string, env: NodeJS.ProcessEnv): ChildProcess {
  const tsx = join(ROOT, "node_modules", ".bin", "tsx");
  const entry = join("server", "src", "main", `${name}.ts`);
  const flags = ["watch", "--clear-screen=false", "--tsconfig", "tsconfig.json"];
  return spawn(tsx, [...flags, entry], { cwd: ROOT, env, stdio: "inherit" });
}

const ended = (child: ChildProcess) =>
  new Promise<void>((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", () => resolve());
  });

report(main());
