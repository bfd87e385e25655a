import { z } from "zod";
import { shape } from "@quanlian/shared/contract";
import type { Refusal } from "../errors";
import { readInput } from "./validate";

const schema = z.strictObject({
  name: shape.text(10),
  lines: z.array(z.strictObject({ itemId: shape.id, quantity: shape.quantity })).max(2),
  mode: z.enum(["standard", "custom"]),
});

const issuesOf = (body: unknown, language: "zh-CN" | "en" = "en") => {
  try {
    readInput(schema, body, language);
    return [];
  } catch (error) {
    return (error as Refusal).issues;
  }
};

describe("reading an input", () => {
  it("answers the checked value", () => {
    const body = { name: " x ", lines: [{ itemId: "12", quantity: "0.5" }], mode: "custom" };
    expect(readInput(schema, body, "en")).toEqual({ ...body, name: "x" });
  });

  it("reports every fault at once, each with its path", () => {
    const issues = issuesOf({
      lines: [
        { itemId: "abc", quantity: "0" },
        { itemId: "1", quantity: "1e5" },
      ],
      mode: "other",
      extra: 1,
    });
    expect(issues.map((issue) => issue.path.join(".")).sort()).toEqual([
      "extra",
      "lines.0.itemId",
      "lines.0.quantity",
      "lines.1.quantity",
      "mode",
      "name",
    ]);
  });

  it("says what to enter, in the caller's language", () => {
    expect(issuesOf({ lines: [], mode: "custom" })[0]).toMatchObject({
      code: "issue.required",
      message: "Required.",
    });
    expect(issuesOf({ lines: [], mode: "custom" }, "zh-CN")[0]!.message).toBe("必填。");
  });

  it.each([null, "text", 5, []])("refuses %p as a whole", (body) => {
    expect(issuesOf(body).length).toBeGreaterThan(0);
  });
});
