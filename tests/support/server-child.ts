import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { randomUUID } from "node:crypto";
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { ErrorBody, SignedIn } from "@quanlian/shared/contract";

const ROOT = join(__dirname, "..", "..");

/** A web or worker process of the product; it may be killed at any moment. */
export interface ServerChild {
  /** Of a web process. */
  url: string;
  kill(): void;
  /** Resolves when the process is gone. */
  gone: Promise<void>;
}

/** Starts a process and waits until it says that it is ready. */
export async function startChild(
  name: "web" | "worker",
  environment: Record<string, string>,
): Promise<ServerChild> {
  const child = spawn(process.execPath, [bundleOf(name)], {
    cwd: ROOT,
    env: {
      ...process.env,
      NODE_ENV: "development",
      LOG_LEVEL: "fatal",
      PORT: "0",
      PASSWORD_COST: "4",
      RATE_PER_MINUTE: "1000000",
      STRICT_RATE_PER_MINUTE: "1000000",
      ...environment,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const port = await ready(child);
  return { url: `http://127.0.0.1:${port}`, kill: () => void child.kill("SIGKILL"), gone };
}

/**
 * The program in one file, built once per test process by the bundler that tsx brings: it starts in half the time of the
 * sources. It lies inside the project, where its packages are found.
 */
function bundleOf(name: string): string {
  const bundle = join(
    ROOT,
    "node_modules",
    ".cache",
    "quanlian-tests",
    `${name}-${process.pid}.cjs`,
  );
  if (existsSync(bundle)) return bundle;
  const shared = ["contract", "domain", "locale"].map(
    (part) => `--alias:@quanlian/shared/${part}=./shared/src/${part}/index.ts`,
  );
  execFileSync(
    join(ROOT, "node_modules", ".bin", "esbuild"),
    [
      join("server", "src", "main", `${name}.ts`),
      "--bundle",
      "--platform=node",
      "--packages=external",
      "--log-level=error",
      `--outfile=${bundle}`,
      ...shared,
    ],
    { cwd: ROOT },
  );
  process.once("exit", () => rmSync(bundle, { force: true }));
  return bundle;
}

function ready(child: ChildProcess): Promise<number> {
  const errors: string[] = [];
  child.stderr!.on("data", (chunk) => errors.push(String(chunk)));
  return new Promise((resolve, reject) => {
    child.once("exit", (code) => reject(new Error(`Ended with ${code}:\n${errors.join("")}`)));
    createInterface({ input: child.stdout! }).on("line", (line) => {
      const said = line.startsWith("{")
        ? (JSON.parse(line) as { event?: string; port?: number })
        : {};
      if (said.event === "ready") resolve(said.port ?? 0);
    });
  });
}

export interface ChildAnswer<T> {
  status: number;
  data: T | null;
  error: ErrorBody["error"] | null;
  replayed: boolean;
}

/** Calls an operation of a child; null when the child ended before it answered. */
export async function callChild<T>(
  child: ServerChild,
  token: string | null,
  operation: string,
  input: unknown,
  idempotencyKey: string = randomUUID(),
): Promise<ChildAnswer<T> | null> {
  try {
    const response = await fetch(`${child.url}/api/${operation}`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        "idempotency-key": idempotencyKey,
        connection: "close",
        ...(token ? { authorization: `Bearer ${token}` } : {}),
      },
      body: JSON.stringify(input),
    });
    const body = (await response.json()) as T & ErrorBody;
    const { status, ok, headers } = response;
    const replayed = headers.get("idempotent-replay") === "true";
    return { status, data: ok ? body : null, error: ok ? null : body.error, replayed };
  } catch {
    return null;
  }
}

/** Signs in at a child, so that the session is of its clock. */
export async function signInAt(
  child: ServerChild,
  account: string,
  password: string,
): Promise<string> {
  const answer = await callChild<SignedIn>(child, null, "sessions.signIn", { account, password });
  if (!answer?.data) throw new Error(`Could not sign in: ${JSON.stringify(answer)}`);
  return answer.data.accessToken;
}
