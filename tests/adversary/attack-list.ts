import { z } from "zod";
import type { Registered } from "../../server/src/kernel/http";
import type { Findings } from "./attack-operation";
import { GHOST } from "./attack-operation";
import type { Holder } from "./holder";
import { leaksIn, sameness, send } from "./probe";
import type { Attacker, World } from "./world";

interface Schema {
  properties?: Record<string, Schema>;
  items?: Schema;
  enum?: string[];
}

const GHOST_TEXT = "ZqNobodyKanarie";

/**
 * Attacks lists by what they can be asked: searches and filters for others' texts and records must answer as for what
 * nobody has, sorts and exports must hold nothing of theirs. Each of those questions is paired with the same one about
 * what is the attacker's own; where none of them finds anything the list proves nothing, and counts as a leak.
 */
export async function attackList(world: World, { name, operation }: Registered): Promise<Findings> {
  const findings: Findings = { operation: `${name} (as a list)`, probes: 0, pairs: 0, leaks: [] };
  const schema = z.toJSONSchema(operation.input, { io: "input", unrepresentable: "any" }) as Schema;
  let found = 0;
  let pointed = 0;
  for (const attacker of listeners(world, operation.actors)) {
    for (const input of plainQueries(name, schema)) {
      if (findsSomething(await look(input, attacker))) found += 1;
    }
    for (const [asked] of pointedQueries(name, schema, attacker, world.own)) {
      pointed += 1;
      if (findsSomething(await look(asked.input, attacker))) findings.pairs += 1;
    }
    for (const h of attacker.foreignOwners) {
      for (const [asked, nobody] of pointedQueries(name, schema, attacker, h)) {
        const foreign = await look(asked.input, attacker);
        const ghost = await look(nobody.input, attacker);
        const told = sameness(foreign, asked.text) === sameness(ghost, nobody.text);
        if (!told || foreign.code !== null)
          findings.leaks.push(
            `${attacker.name} asking ${JSON.stringify(asked.input)}: ${foreign.text.slice(0, 300)} ` +
              `instead of ${ghost.text.slice(0, 300)}`,
          );
      }
    }
  }
  const asked = listeners(world, operation.actors).length > 0;
  if (asked && (pointed > 0 ? findings.pairs === 0 : found === 0))
    findings.leaks.push("nobody has found an own row");
  return findings;

  async function look(input: object, attacker: Attacker) {
    const reply = await send(world.product, attacker.token, name, input);
    findings.probes += 1;
    const masked = attacker.masked && reply.code === "auth.field_masked";
    if (reply.code !== null && !masked)
      findings.leaks.push(
        `${attacker.name}, ${JSON.stringify(input)}: ${reply.text.slice(0, 300)}`,
      );
    for (const leak of leaksIn(reply, attacker, input))
      findings.leaks.push(`${attacker.name} asking ${JSON.stringify(input)} reads ${leak}`);
    return reply;
  }
}

/** Whether an answer holds a row, a hit, a count or a file with rows. */
function findsSomething({ code, text }: { code: string | null; text: string }): boolean {
  if (code !== null) return false;
  const answer = JSON.parse(text) as Record<string, unknown>;
  return Object.entries(answer).some(([name, value]) =>
    Array.isArray(value) ? value.length > 0 : /^(count|rowCount)$/.test(name) && Number(value) > 0,
  );
}

function listeners({ attackers }: World, actors: readonly string[]): Attacker[] {
  const { owner, manager, administrator, masked, customer, supplier } = attackers;
  return [owner, manager, administrator, masked, customer, supplier].filter(({ kind }) =>
    actors.includes(kind),
  );
}

/** Everything, in every order. */
function plainQueries(name: string, { properties = {} }: Schema): object[] {
  if (name.endsWith(".export")) return [{ format: "csv" }];
  if (properties.query) return [];
  const fields = properties.sort?.items?.properties?.field?.enum ?? [];
  const sorts = fields.flatMap((field) =>
    ["asc", "desc"].map((direction) => ({ sort: [{ field, direction }], limit: 200 })),
  );
  const columns = properties.columns?.items?.enum;
  return [{}, ...sorts, ...(columns ? columns.map((column) => ({ columns: [column] })) : [])];
}

interface Pointed {
  input: object;
  text: string;
}

/** What another has, and the same question for what nobody has. */
function pointedQueries(
  name: string,
  schema: Schema,
  attacker: Attacker,
  h: Holder,
): [Pointed, Pointed][] {
  const exports = name.endsWith(".export");
  const query = exports ? schema.properties?.query : schema;
  const wrap = (input: object) => (exports ? { format: "csv", query: input } : input);
  const ask = (of: (text: string) => object, text: string, nobody: string): [Pointed, Pointed] => [
    { input: wrap(of(text)), text },
    { input: wrap(of(nobody)), text: nobody },
  ];
  const { marks, ids } = namesOf(attacker, h);
  const properties = query?.properties ?? {};
  const pairs: [Pointed, Pointed][] = [];
  for (const key of ["search", "query"].filter(
    (each) => properties[each] && !properties[each].properties,
  ))
    marks.forEach((mark) => pairs.push(ask((text) => ({ [key]: text }), mark, GHOST_TEXT)));
  for (const [field, { properties: condition = {} }] of Object.entries(
    properties.filter?.properties ?? {},
  )) {
    const filter = (how: string) => (value: string) => ({ filter: { [field]: { [how]: value } } });
    if (!condition.contains) continue;
    marks.forEach((mark) => pairs.push(ask(filter("contains"), mark, GHOST_TEXT)));
    // What can be equal to something but not greater points at a record.
    if (condition.eq && !condition.gt)
      ids.forEach((id) => pairs.push(ask(filter("eq"), id, GHOST)));
  }
  return pairs;
}

/** What tells a holder's records: his own marks and ids, and his tenant's where that is as foreign, or as own, as he is. */
function namesOf(attacker: Attacker, h: Holder): { marks: string[]; ids: string[] } {
  const alone = attacker.foreignOwners.includes(h) && !attacker.foreignTenants.includes(h);
  if (alone) return { marks: [h.mark], ids: [h.customer.id] };
  return {
    marks: [h.mark, h.tenantMark],
    ids: [h.customer.id, h.partId, h.productId, h.warehouseId, h.unitId, h.termId],
  };
}
