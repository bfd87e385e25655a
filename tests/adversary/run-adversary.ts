import { attackList } from "./attack-list";
import { attackOperation, type Findings } from "./attack-operation";
import { attackFiles, attackLiveChanges, attackPublicPages } from "./attack-routes";
import { examples } from "./examples";
import { chosen, shareOf, type Part } from "./chosen";
import { startWorld } from "./world";

/** What a whole run came to. */
export interface Report {
  findings: Findings[];
  operations: number;
  probes: number;
  leaks: number;
}

/**
 * Attacks everything that the product registers. An operation without its place in `examples/`, or of which no call on
 * an own row succeeded, counts as a leak: a probe without its pair proves nothing.
 */
export async function runAdversary(
  onFindings: (one: Findings) => void = () => undefined,
  part?: Part,
) {
  const world = await startWorld();
  const findings: Findings[] = [];
  const take = (one: Findings) => {
    findings.push(one);
    world.product.statements.length = 0; // a whole run sends more than is worth keeping
    onFindings(one);
  };
  try {
    const all = [...world.product.product.registry.values()];
    const registered = shareOf(chosen(all), part);
    for (const found of registered) {
      const one = await attackOperation(world, found);
      if (one.pairs === 0) one.leaks.push("no call on an own row has succeeded");
      take(one);
    }
    for (const found of registered.filter(({ operation: { subject }, name }) =>
      isList(name, subject),
    ))
      take(await attackList(world, found));
    if (part === undefined || part.no === 1) {
      for (const attack of [attackLiveChanges, attackFiles, attackPublicPages])
        take(await attack(world));
    }
    return reportOf(
      findings,
      all.map(({ name }) => name),
      registered.length,
    );
  } finally {
    await world.close();
  }
}

/** Lists that need nothing to be asked; the search box is one as well. */
const isList = (name: string, subject: object) =>
  name === "search.find" ||
  (/\.(list|count|export)$/.test(name) && "list" in subject && !NEEDY.has(name));
const NEEDY = new Set(["audit.list"]);

function reportOf(findings: Findings[], names: readonly string[], operations: number): Report {
  const unknown = Object.keys(examples).filter((name) => !names.includes(name));
  if (unknown.length > 0) throw new Error(`No such operations any more: ${unknown.join(", ")}`);
  const sum = (of: (one: Findings) => number) => findings.reduce((all, one) => all + of(one), 0);
  return {
    findings,
    operations,
    probes: sum(({ probes }) => probes),
    leaks: sum(({ leaks }) => leaks.length),
  };
}
