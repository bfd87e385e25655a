import { ConfigError, readConfig } from "./config";

const safe = {
  NODE_ENV: "production",
  DATABASE_URL: "mysql://app:secret@db:3306/quanlian",
  SECRET: "a-long-secret-of-at-least-32-bytes!!",
  PUBLIC_URL: "https://chain.example.com",
};

const faultsOf = (source: Record<string, string | undefined>): string[] => {
  try {
    readConfig(source);
    return [];
  } catch (error) {
    return (error as ConfigError).faults;
  }
};

describe("the configuration", () => {
  it("accepts safe production settings", () => {
    expect(readConfig(safe)).toMatchObject({ production: true, port: 8080 });
  });

  it.each([
    ["the demo's secret", { SECRET: undefined }, "SECRET"],
    ["a short secret", { SECRET: "short" }, "SECRET"],
    ["an address without TLS", { PUBLIC_URL: "http://chain.example.com" }, "PUBLIC_URL"],
    ["no address", { PUBLIC_URL: undefined }, "PUBLIC_URL"],
    [
      "a networked database without a password",
      { DATABASE_URL: "mysql://app@db/quanlian" },
      "DATABASE_URL",
    ],
    ["access tokens that live for a day", { ACCESS_TOKEN_MINUTES: "1440" }, "ACCESS_TOKEN_MINUTES"],
  ])("refuses production with %s", (_, change, fault) => {
    expect(faultsOf({ ...safe, ...change }).join()).toContain(fault);
  });

  it("lets a demo run with none of that", () => {
    expect(faultsOf({ DATABASE_URL: "mysql://root@localhost/quanlian" })).toEqual([]);
  });

  it("names every fault at once", () => {
    const faults = faultsOf({ DATABASE_URL: "postgres://x", PORT: "99999", LOG_LEVEL: "loud" });
    expect(faults).toHaveLength(3);
  });

  it("does not keep the secret as a text that could be logged", () => {
    expect(JSON.stringify(readConfig(safe))).not.toContain(safe.SECRET);
  });
});
