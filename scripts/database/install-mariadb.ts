import { spawn } from "node:child_process";
import { chmodSync, existsSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { userInfo } from "node:os";
import { findMariadb, isOlderThanTested, readMariadbVersion } from "./find-mariadb";
import { OLDEST_TESTED_VERSION, type MariadbPrograms } from "./find-mariadb";

/** What decides how MariaDB can come onto a machine. */
export interface Machine {
  platform: NodeJS.Platform;
  isRoot: boolean;
  hasAptGet: boolean;
  hasBrew: boolean;
}

export type InstallPlan =
  | { way: "apt" | "brew"; announcement: string; commands: string[][] }
  | { way: "none"; message: string };

/**
 * Answers MariaDB's programs, installing them with the machine's package manager when they are
 * missing and that needs no question. Says in one line what it is about to do.
 *
 * @throws Error saying what is missing and what to do, when it cannot be installed from here
 */
export async function ensureMariadb(
  say: (line: string) => void = (line) => process.stderr.write(`${line}\n`),
): Promise<MariadbPrograms> {
  const found = findMariadb();
  if (found !== null) return warnWhenOld(found, say);

  const plan = planInstall(thisMachine());
  if (plan.way === "none") throw new Error(plan.message);
  say(plan.announcement);
  if (plan.way === "apt") await withoutServiceStart(() => runAll(plan.commands));
  else await runAll(plan.commands);

  const installed = findMariadb();
  if (installed === null) throw new Error("MariaDB was installed, but mariadbd is nowhere found");
  return warnWhenOld(installed, say);
}

/** Decides how to install MariaDB on a machine; runs nothing. */
export function planInstall(machine: Machine): InstallPlan {
  if (machine.platform === "linux" && machine.isRoot && machine.hasAptGet) {
    return {
      way: "apt",
      announcement:
        "MariaDB is missing: installing Debian's mariadb-server (no service is started)",
      commands: [
        ["apt-get", "update", "-q"],
        ["apt-get", "install", "-q", "-y", "--no-install-recommends", "mariadb-server"],
      ],
    };
  }
  if (machine.platform === "darwin" && machine.hasBrew) {
    return {
      way: "brew",
      announcement: "MariaDB is missing: installing it with Homebrew (no service is started)",
      commands: [["brew", "install", "mariadb"]],
    };
  }
  return { way: "none", message: `${adviceFor(machine)}, or set DATABASE_URL to a server.` };
}

/**
 * Runs `install` while Debian's packages may not start services, which they ask this file about
 * (policy-rc.d; 101 means "not allowed"). A policy of the machine's own is put back afterwards.
 *
 * @param policy where Debian looks for the policy
 */
export async function withoutServiceStart<T>(
  install: () => Promise<T>,
  policy = "/usr/sbin/policy-rc.d",
): Promise<T> {
  const kept = `${policy}.kept`;
  // One that is kept already is the machine's: an earlier run was killed half-way.
  if (existsSync(policy) && !existsSync(kept)) renameSync(policy, kept);
  writeFileSync(policy, "#!/bin/sh\nexit 101\n");
  chmodSync(policy, 0o755);

  const restore = () => {
    rmSync(policy, { force: true });
    if (existsSync(kept)) renameSync(kept, policy);
  };
  const restoreAndEnd = (signal: NodeJS.Signals) => {
    restore();
    process.kill(process.pid, signal); // the handler is gone by now, so this ends us
  };
  process.once("SIGINT", restoreAndEnd).once("SIGTERM", restoreAndEnd);
  try {
    return await install();
  } finally {
    process.off("SIGINT", restoreAndEnd).off("SIGTERM", restoreAndEnd);
    restore();
  }
}

function thisMachine(): Machine {
  return {
    platform: process.platform,
    isRoot: userInfo().uid === 0,
    hasAptGet: existsSync("/usr/bin/apt-get"),
    hasBrew: existsSync("/opt/homebrew/bin/brew") || existsSync("/usr/local/bin/brew"),
  };
}

function adviceFor(machine: Machine): string {
  const missing = `MariaDB ${OLDEST_TESTED_VERSION} or later is missing (mariadbd, mariadb-install-db)`;
  if (machine.hasAptGet) {
    return `${missing}. Install it with: sudo apt-get install --no-install-recommends mariadb-server`;
  }
  if (machine.platform === "darwin") {
    return `${missing}. Install it with Homebrew (https://brew.sh): brew install mariadb`;
  }
  return `${missing}. Install it with this machine's package manager`;
}

function warnWhenOld(programs: MariadbPrograms, say: (line: string) => void): MariadbPrograms {
  const version = readMariadbVersion(programs.mariadbd);
  if (version !== null && isOlderThanTested(version)) {
    say(`MariaDB ${version} is older than ${OLDEST_TESTED_VERSION}, the oldest that is tested`);
  }
  return programs;
}

async function runAll(commands: string[][]): Promise<void> {
  for (const [program = "", ...args] of commands) {
    await new Promise<void>((resolve, reject) => {
      // Standard output may carry a caller's result (--json), so the chatter goes to stderr.
      const child = spawn(program, args, {
        stdio: ["ignore", 2, 2],
        env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
      });
      child.once("error", reject);
      child.once("exit", (code, signal) => {
        if (code === 0) resolve();
        else reject(new Error(`${program} ${args.join(" ")} failed (${signal ?? code})`));
      });
    });
  }
}
