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
 * nobody has, sorts and exports must hold nothing of theirs. Who may see a list sees the own rows in it.
 */
export async function attackList(world: World, { name, operation }: Registered): Promise<Findings> {
  const findings: Findings = { operation: `${name} (as a list)`, probes: 0, pairs: 0, leaks: [] };
  const schema = z.toJSONSchema(operation.input, { io: "input", unrepresentable: "any" }) as Schema;
  for (const attacker of listeners(world, operation.actors)) {
    for (const input of plainQueries(name, schema)) await look(input, attacker);
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
        else findings.pairs += 1;
      }
    }
  }
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
  const pairs: [Pointed, Pointed][] = [];
  const marks = attacker.foreignTenants.includes(h) ? [h.mark, h.tenantMark] : [h.mark];
  const properties = query?.properties ?? {};
  if (properties.search)
    marks.forEach((mark) => pairs.push(ask((search) => ({ search }), mark, GHOST_TEXT)));
  if (properties.query)
    marks.forEach((mark) => pairs.push(ask((text) => ({ query: text }), mark, GHOST_TEXT)));
  for (const [field, { properties: condition = {} }] of Object.entries(
    properties.filter?.properties ?? {},
  )) {
    if (condition.contains)
      pairs.push(ask((contains) => ({ filter: { [field]: { contains } } }), h.mark, GHOST_TEXT));
    if (condition.contains && condition.eq && !condition.gt)
      [h.customer.id].forEach((id) =>
        pairs.push(ask((eq) => ({ filter: { [field]: { eq } } }), id, GHOST)),
      );
  }
  return pairs;
}
