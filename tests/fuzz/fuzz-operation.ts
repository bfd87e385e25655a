import { z } from "zod";
import { commonErrors, type Issue } from "@quanlian/shared/contract";
import type { Registered } from "../../server/src/kernel/http";
import { examples, type Example } from "../adversary/examples";
import { withValue, type Path } from "../adversary/ids-in";
import { changedTables, contentsOf } from "../adversary/contents";
import { send, type Reply } from "../adversary/probe";
import type { World } from "../adversary/world";
import { mutations, placesIn, seeded, some, unusedPlaces } from "./mutations";

/** What bad input to one operation came to. */
export interface Fuzzed {
  operation: string;
  calls: number;
  refused: number;
  faults: string[];
}

/**
 * Sends an operation wrong values in every field, one at a time. Each answer is either a success or a refusal that the
 * operation declares; of an invalid input it names the field; nothing is written by a refused call.
 */
export async function fuzzOperation(
  world: World,
  found: Registered,
  perField: number,
  seed: number,
): Promise<Fuzzed> {
  const { name, operation } = found;
  const fuzzed: Fuzzed = { operation: name, calls: 0, refused: 0, faults: [] };
  const random = seeded(seed + name.length * 7919 + name.codePointAt(name.length - 1)!);
  const attacker = callerOf(world, found);
  let example = await examples[name]!(world.own);
  let before = await contentsOf(world.product);
  const schema = z.toJSONSchema(operation.input, { io: "input", unrepresentable: "any" });
  const places = [
    ...placesIn(example.input),
    ...unusedPlaces(schema as object, example.input),
    ["unknownField"],
  ];
  for (const path of places) {
    for (const { what, value } of some(mutations, perField, random)) {
      const reply = await ask(withValue(example.input, path, value), example);
      const faults = faultsOf(found, path, value, reply);
      fuzzed.faults.push(...faults.map((fault) => `${path.join(".")} = ${what}: ${fault}`));
      if (operation.kind === "read" || reply.code === "request.invalid") continue;
      const now = await contentsOf(world.product);
      const changed = changedTables(before, now).join(", ");
      if (reply.code !== null && changed !== "")
        fuzzed.faults.push(
          `${path.join(".")} = ${what}: refused with ${reply.code}, yet written: ${changed}`,
        );
      if (reply.code === null) example = await examples[name]!(world.own);
      before = reply.code === null ? await contentsOf(world.product) : now;
    }
  }
  const changed = changedTables(before, await contentsOf(world.product)).join(", ");
  if (operation.kind === "write" && changed !== "")
    fuzzed.faults.push(`an invalid input has changed ${changed}`);
  example = await examples[name]!(world.own);
  const valid = await ask(example.input, example);
  if (valid.code !== null)
    fuzzed.faults.push(`a valid input is refused: ${valid.text.slice(0, 300)}`);
  return fuzzed;

  async function ask(input: unknown, { token }: Example): Promise<Reply> {
    fuzzed.calls += 1;
    const reply = await send(world.product, token === undefined ? attacker : token, name, input);
    if (reply.code !== null) fuzzed.refused += 1;
    return reply;
  }
}

function callerOf({ attackers }: World, { operation: { actors } }: Registered): string | null {
  if (actors.includes("anyone")) return null;
  const { owner, customer, supplier, operator } = attackers;
  const caller = [owner, customer, supplier, operator].find(({ kind }) => actors.includes(kind));
  return caller!.token;
}

function faultsOf(
  { operation }: Registered,
  path: Path,
  value: unknown,
  { status, code, text }: Reply,
): string[] {
  if (status >= 500) return [`answers ${status}: ${text.slice(0, 300)}`];
  if (code === null) return path[0] === "unknownField" && value !== undefined ? ["is let in"] : [];
  const declared = [...commonErrors, ...operation.errors] as string[];
  if (!declared.includes(code)) return [`refuses with ${code}, which it does not declare`];
  if (code !== "request.invalid") return [];
  const { issues = [] } = (JSON.parse(text) as { error: { issues?: Issue[] } }).error;
  if (issues.length === 0) return ["names no field at all"];
  // What is missing may show in its neighbour: a place at a supplier's without its kind names a supplier in vain.
  const about = value === undefined ? path.slice(0, -1) : path;
  return issues.some((issue) => touches(issue.path, about))
    ? []
    : [`names ${JSON.stringify(issues.map((issue) => issue.path))} instead`];
}

/** The field itself, one inside of it, or the one that it is part of. */
const touches = (a: Path, b: Path) =>
  a.slice(0, b.length).every((part, i) => i >= b.length || String(part) === String(b[i]));
