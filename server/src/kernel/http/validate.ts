import type { Issue } from "@quanlian/shared/contract";
import { translate, type Language } from "@quanlian/shared/locale";
import type { z } from "zod";
import { Refusal } from "../errors";

/**
 * Reads an input through its schema. Every fault is reported at once, each with its path, a stable code and what to enter
 * instead, in the caller's language.
 */
export function readInput<S extends z.ZodType>(
  schema: S,
  body: unknown,
  language: Language,
): z.output<S> {
  const read = schema.safeParse(body ?? {});
  if (read.success) return read.data;
  throw new Refusal(
    "request.invalid",
    {},
    read.error.issues.flatMap((issue) => issuesOf(issue, language)),
  );
}

type ZodIssue = z.core.$ZodIssue;

function issuesOf(issue: ZodIssue, language: Language): Issue[] {
  const path = issue.path.map((part) => (typeof part === "symbol" ? String(part) : part));
  const say = (code: string, facts: Record<string, unknown> = {}, at = path): Issue => ({
    path: at,
    code,
    message: translate(language, code, facts),
  });
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => say("issue.unknown_field", {}, [...path, key]));
  }
  if (issue.code === "invalid_union") {
    const nearest = [...issue.errors].sort((a, b) => depth(b) - depth(a))[0] ?? [];
    if (nearest.length === 0) return [say("issue.format")];
    return nearest.flatMap((each) =>
      issuesOf({ ...each, path: [...path, ...each.path] } as ZodIssue, language),
    );
  }
  // A schema of ours names its issue as the message; zod's own texts never start so.
  if (issue.message.startsWith("issue.")) return [say(issue.message)];
  return [sayPlain(issue, say)];
}

/** Which branch of a union the sender meant: the one whose faults lie deepest. */
const depth = (issues: readonly ZodIssue[]) =>
  Math.max(0, ...issues.map((issue) => issue.path.length));

function sayPlain(
  issue: ZodIssue,
  say: (code: string, facts?: Record<string, unknown>) => Issue,
): Issue {
  switch (issue.code) {
    case "invalid_type":
      return issue.input === undefined && /undefined/.test(issue.message)
        ? say("issue.required")
        : say("issue.wrong_type", { expected: issue.expected });
    case "invalid_value":
      return say("issue.not_in_list", { values: issue.values.map(String) });
    case "too_small":
      return issue.origin === "array" || issue.origin === "string"
        ? say("issue.too_few", { minimum: Number(issue.minimum) })
        : say("issue.out_of_range");
    case "too_big":
      return issue.origin === "array"
        ? say("issue.too_many", { maximum: Number(issue.maximum) })
        : say(issue.origin === "string" ? "issue.text_long" : "issue.out_of_range");
    default:
      return say("issue.format");
  }
}
