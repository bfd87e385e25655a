import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { planInstall, withoutServiceStart, type Machine } from "./install-mariadb";

const DEBIAN: Machine = { platform: "linux", isRoot: true, hasAptGet: true, hasBrew: false };

describe("how MariaDB comes onto a machine", () => {
  test("root on Debian gets it from apt, without recommended packages and without a question", () => {
    const plan = planInstall(DEBIAN);
    if (plan.way !== "apt") throw new Error(`way ${plan.way}`);
    expect(plan.announcement.split("\n")).toHaveLength(1);
    expect(plan.commands.map((command) => command.slice(0, 2))).toEqual([
      ["apt-get", "update"],
      ["apt-get", "install"],
    ]);
    expect(plan.commands[1]).toEqual(
      expect.arrayContaining(["-y", "--no-install-recommends", "mariadb-server"]),
    );
  });

  test("macOS gets it from Homebrew, also for an ordinary user", () => {
    const plan = planInstall({
      platform: "darwin",
      isRoot: false,
      hasAptGet: false,
      hasBrew: true,
    });
    expect(plan).toMatchObject({ way: "brew", commands: [["brew", "install", "mariadb"]] });
  });

  test.each([
    ["an ordinary user on Debian", { ...DEBIAN, isRoot: false }, "sudo apt-get install"],
    ["Linux without apt", { ...DEBIAN, hasAptGet: false }, "package manager"],
    ["macOS without Homebrew", { ...DEBIAN, platform: "darwin", hasAptGet: false }, "brew.sh"],
    ["Windows", { ...DEBIAN, platform: "win32", hasAptGet: false }, "package manager"],
  ] as const)(
    "%s is told what is missing, what to do, and of DATABASE_URL",
    (_title, on, advice) => {
      const plan = planInstall(on);
      if (plan.way !== "none") throw new Error(`way ${plan.way}`);
      expect(plan.message).toContain("MariaDB 10.11");
      expect(plan.message).toContain(advice);
      expect(plan.message).toContain("DATABASE_URL");
    },
  );
});

describe("while packages are installed", () => {
  let policy: string;
  beforeEach(() => (policy = join(mkdtempSync(join(tmpdir(), "quanlian-policy-")), "policy-rc.d")));
  afterEach(() => rmSync(join(policy, ".."), { recursive: true, force: true }));

  test("a policy forbids them to start services, and is gone afterwards", async () => {
    const seen = await withoutServiceStart(async () => {
      return { text: readFileSync(policy, "utf8"), mode: statSync(policy).mode & 0o777 };
    }, policy);
    expect(seen).toEqual({ text: "#!/bin/sh\nexit 101\n", mode: 0o755 });
    expect(existsSync(policy)).toBe(false);
  });

  test("the machine's own policy is put back, also when the installation fails", async () => {
    writeFileSync(policy, "own");
    const failing = withoutServiceStart(() => Promise.reject(new Error("no network")), policy);
    await expect(failing).rejects.toThrow("no network");
    expect(readFileSync(policy, "utf8")).toBe("own");
  });

  test("a policy that a killed run left aside is not lost", async () => {
    writeFileSync(`${policy}.kept`, "own");
    writeFileSync(policy, "#!/bin/sh\nexit 101\n");
    await withoutServiceStart(() => Promise.resolve(), policy);
    expect(readFileSync(policy, "utf8")).toBe("own");
  });
});
