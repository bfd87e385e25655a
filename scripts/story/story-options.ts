import { parseArgs } from "node:util";
import { DEMO_PASSWORD, operator } from "../demo/factory/people";

export interface StoryOptions {
  json: boolean;
  /** A parts list to plan, instead of the story from order to plan. */
  bom: string | null;
  /** A running product; without one the story starts its own. */
  url: string | null;
  /** Who opens the story's company on a running product. */
  operator: { phone: string; password: string };
}

/** Reads `--json`, `--bom FILE.csv`, `--url URL`, and for another product than the demo `--operator PHONE:PASSWORD`. */
export function storyOptions(args: readonly string[]): StoryOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      json: { type: "boolean" },
      bom: { type: "string" },
      url: { type: "string" },
      operator: { type: "string" },
    },
  });
  const [phone = "", ...rest] = (values.operator ?? "").split(":");
  return {
    json: values.json ?? false,
    bom: values.bom ?? null,
    url: values.url?.replace(/\/+$/, "") ?? null,
    operator: values.operator
      ? { phone, password: rest.join(":") }
      : { phone: operator.phone, password: DEMO_PASSWORD },
  };
}
