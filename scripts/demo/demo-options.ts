import { parseArgs } from "node:util";

export interface DemoOptions {
  /** Throw the demo's data away and fill it again. */
  fresh: boolean;
  port: number;
}

/** Reads `--fresh` and `--port 8080` (or PORT); says what is wrong in a sentence. */
export function demoOptions(args: readonly string[]): DemoOptions {
  const { values } = parseArgs({
    args: [...args],
    options: { fresh: { type: "boolean" }, port: { type: "string" } },
  });
  const text = values.port ?? process.env.PORT ?? "8080";
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port < 1 || port > 65_535) {
    throw new Error(`--port ${text}: a port is a number from 1 to 65535`);
  }
  return { fresh: values.fresh ?? false, port };
}
