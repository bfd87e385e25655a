import type { ChangeInput, ChangeSupply } from "./change.types";
import { type NewSupply, type Plan, compareKeys } from "./plan.types";

/** Which stored row a newly planned one is, by the new one's id. */
export interface Reuse {
  readonly supplies: ReadonlyMap<string, ChangeSupply>;
  readonly demands: ReadonlyMap<string, string>;
}

/**
 * Finds the documents that a plan made anew may go on in: a supply that was given up and one that is planned now are the same
 * document when both bring the same item to the same place by the same recipe, that of the same demand first. So a changed
 * order keeps its work orders and requisition lines and only their figures move. A work order with something in it that a
 * phantom passes on, or that stands in for something else, is opened anew: its lines depend on the stock of the day.
 *
 * `givenUp`: the stored supplies that nobody needs any more, by id.
 */
export function reuseOf(
  input: ChangeInput,
  plan: Plan,
  givenUp: ReadonlyMap<string, ChangeSupply>,
): Reuse {
  const supplies = new Map<string, ChangeSupply>();
  const demands = new Map(input.demands.map((demand) => [demand.id, demand.id]));
  const left = new Map([...givenUp].sort(([a], [b]) => compareKeys(a, b)));
  const stored = componentsByParent(input.demands);
  const planned = componentsByParent(plan.demands);
  const pegsOfNew = groupBy(plan.pegs, (peg) => peg.supplyId);
  const pegsOfOld = groupBy(input.pegs, (peg) => peg.demandId);
  const isPlain = plainness(
    [...plan.newSupplies, ...input.supplies],
    [...plan.pegs, ...input.pegs],
  );

  for (const supply of plan.newSupplies) {
    const served = (pegsOfNew.get(supply.id) ?? []).map((peg) => demands.get(peg.demandId));
    const own = served.flatMap((id) => (id === undefined ? [] : (pegsOfOld.get(id) ?? [])));
    const components = planned.get(supply.id) ?? [];
    const fits = (old: ChangeSupply) => {
      const before = stored.get(old.id) ?? [];
      const plain = components.every(isPlain) && before.every(isPlain);
      return plain && sameThing(supply, old) && sameRecipe(components, before);
    };
    const found =
      own.map((peg) => left.get(peg.supplyId)).find((old) => old && fits(old)) ??
      [...left.values()].find(fits);
    if (!found) continue;
    left.delete(found.id);
    supplies.set(supply.id, found);
    const byKey = new Map(
      (stored.get(found.id) ?? []).map((each) => [componentKey(each), each.id]),
    );
    for (const component of components) {
      demands.set(component.id, byKey.get(componentKey(component))!);
    }
  }
  return { supplies, demands };
}

/** Whether a component is simply taken: neither passed on by a phantom nor one side of a substitution. */
function plainness(
  supplies: readonly Pick<NewSupply, "id" | "kind">[],
  pegs: readonly Plan["pegs"][number][],
): (component: Component) => boolean {
  const phantomIds = new Set(supplies.filter(({ kind }) => kind === "phantom").map(({ id }) => id));
  const passedOn = new Set(
    pegs.filter((peg) => phantomIds.has(peg.supplyId)).map((peg) => peg.demandId),
  );
  return ({ id, basis }) => !passedOn.has(id) && !basis?.replaces && !basis?.substituted;
}

type Component = Pick<Plan["demands"][number], "id" | "itemId" | "parentSupplyId" | "basis">;

function componentsByParent<D extends Component>(demands: readonly D[]): Map<string, D[]> {
  return groupBy(
    demands.filter((demand) => demand.parentSupplyId !== null),
    (demand) => demand.parentSupplyId!,
  );
}

const sameThing = (supply: NewSupply, old: ChangeSupply): boolean =>
  supply.kind === old.kind &&
  supply.kind !== "phantom" &&
  supply.itemId === old.itemId &&
  supply.warehouseId === old.warehouseId &&
  supply.custom === old.custom &&
  supply.dropship === old.dropship;

/** The recipe frozen into a work order stays: one with other components is another work order. */
function sameRecipe(planned: readonly Component[], stored: readonly Component[]): boolean {
  if (planned.length !== stored.length) return false;
  const known = new Set(stored.map(recipeLine));
  const lines = planned.map(recipeLine);
  return new Set(lines).size === lines.length && lines.every((line) => known.has(line));
}

const componentKey = ({ itemId, basis }: Component) => `${basis?.lineNo ?? 0}:${itemId}`;
const recipeLine = (component: Component) => {
  const { basis } = component;
  return `${componentKey(component)}:${basis?.perBase}:${basis?.baseQuantity}:${basis?.scrapRate}`;
};

function groupBy<T>(rows: readonly T[], key: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const own = groups.get(key(row));
    if (own) own.push(row);
    else groups.set(key(row), [row]);
  }
  return groups;
}
