import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(__dirname, "../..");
const PORTAL = join(ROOT, "miniprogram");
const BUILT = join(PORTAL, "dist/h5");
/** Of which source the pages were built. */
const MARK = join(BUILT, "source.txt");

export interface BuildPortalOptions {
  signal: AbortSignal;
  say: (line: string) => void;
}

/**
 * Brings the portal's pages up to date while the server runs already: installs its packages and builds, the first time for
 * some minutes, later only when its source has changed. Without them the rest of the demo goes on.
 */
export async function buildPortal({ signal, say }: BuildPortalOptions): Promise<boolean> {
  const source = sourceHash();
  if (existsSync(join(BUILT, "index.html")) && readMark() === source) return true;
  const started = performance.now();
  const spent = () => `${((performance.now() - started) / 1000).toFixed(0)} s`;
  try {
    if (!existsSync(join(PORTAL, "node_modules/@tarojs/cli"))) {
      say("门户:安装依赖,约两分钟 · portal: installing its packages, about two minutes");
      // Not `npm ci`: Taro lists programs for other machines that not every registry has, and it would refuse for their sake.
      await runNpm(["install", "--no-save", "--no-progress"], signal);
      say(`门户:依赖已装(${spent()})· packages are there`);
    }
    say("门户:正在构建网页,约一分钟 · portal: building its pages, about one minute");
    await runNpm(["run", "build:h5"], signal);
    writeFileSync(MARK, source);
    say(`门户:网页已建好(${spent()})· pages are built`);
    return true;
  } catch (error) {
    if (!signal.aborted)
      say(`门户:没有建成,其余照常 · the portal was not built, the rest goes on:\n${String(error)}`);
    return false;
  }
}

/** Of all that the pages are made of: texts, styles, packages. */
function sourceHash(): string {
  const hash = createHash("sha256");
  const files = ["package-lock.json", "babel.config.js", "config/index.ts"];
  const below = readdirSync(join(PORTAL, "src"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const all = [...files.map((name) => join(PORTAL, name)), ...below];
  all.sort((a, b) => (a < b ? -1 : 1));
  for (const file of all) hash.update(readFileSync(file));
  return hash.digest("hex");
}

const readMark = () => (existsSync(MARK) ? readFileSync(MARK, "utf8") : "");

/** The last lines of what went wrong are all that anybody reads. */
const SHOWN = 1_500;

function runNpm(args: string[], signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const npm = process.platform === "win32" ? "npm.cmd" : "npm";
    const child = spawn(npm, args, { cwd: PORTAL, signal, stdio: ["ignore", "pipe", "pipe"] });
    let said = "";
    const hear = (part: Buffer) => (said = `${said}${part.toString()}`.slice(-SHOWN));
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
    child.once("error", reject);
    child.once("exit", (code) => {
      if (code === 0) resolve();
      else reject(new Error(`npm ${args.join(" ")} ended with ${code}\n${said}`));
    });
  });
}
