import type { Condition, Issue, ListQuery } from "@quanlian/shared/contract";
import { translate } from "@quanlian/shared/locale";
import type { Ctx } from "../access/ctx";
import { Refusal } from "../errors/refusal";
import type { BoundField, Resource } from "../fields/define-resource";
import { hiddenFrom } from "../fields/visible-fields";
import type { SortStep } from "./keyset";

/** A query whose every field the actor may use, with the fields bound to their columns. */
export interface CheckedQuery {
  columns: BoundField[];
  /** Fields that would be shown, but not to this actor: null in every row. */
  masked: string[];
  conditions: { bound: BoundField; condition: Condition }[];
  steps: SortStep[];
  /** Direction in which ids break ties. */
  idDescending: boolean;
  search: string | null;
}

/**
 * Checks a query against what this actor may see. A masked field may be neither asked for nor filtered nor sorted by
 * (`auth.field_masked`, with all such fields), for its values would leak through the order of the rows; without an
 * express wish it is simply not in the row. Contradictions are `list.bad_filter`, all at once.
 */
export function checkQuery(
  ctx: Ctx,
  resource: Resource,
  permission: string,
  query: ListQuery,
): CheckedQuery {
  const use = new FieldUse(ctx, resource, permission);
  const conditions = Object.entries(query.filter ?? {}).flatMap(([name, condition]) => {
    const bound = condition && use.take(name, ["filter", name], "filterable");
    return bound ? [{ bound, condition }] : [];
  });
  const sort = query.sort ?? resource.list.defaultSort;
  const steps = sort.flatMap(({ field, direction }, i) => {
    if (sort.findIndex((other) => other.field === field) < i) {
      use.fault(["sort", i, "field"], "issue.duplicate", field);
    }
    const bound = use.take(field, ["sort", i, "field"], "sortable");
    return bound ? [{ bound, descending: direction === "desc" }] : [];
  });
  const columns = query.columns
    ? [...new Set(query.columns)].map((name, i) => use.take(name, ["columns", i], null))
    : shownFields(ctx, resource, permission);
  use.refuse();
  return {
    columns: columns.filter((bound) => bound !== null),
    masked: query.columns ? [] : maskedFields(ctx, resource, permission),
    conditions,
    steps,
    idDescending: steps.at(-1)?.descending ?? true,
    search: query.search ?? null,
  };
}

/** What a row holds when nobody says: the fields meant to be shown, without those that the actor may not see. */
export function shownFields(ctx: Ctx, resource: Resource, permission: string): BoundField[] {
  return [...resource.fields.values()].filter(
    (bound) => bound.field.shown && !hiddenFrom(ctx.actor, resource, permission, bound),
  );
}

function maskedFields(ctx: Ctx, resource: Resource, permission: string): string[] {
  return [...resource.fields.values()]
    .filter((bound) => bound.field.shown)
    .filter((bound) => hiddenFrom(ctx.actor, resource, permission, bound) === "masked")
    .map((bound) => bound.name);
}

/** Takes fields by name and gathers what is wrong with them. */
class FieldUse {
  readonly #masked = new Set<string>();
  readonly #bad = new Set<string>();
  readonly #issues: Issue[] = [];

  constructor(
    private readonly ctx: Ctx,
    private readonly resource: Resource,
    private readonly permission: string,
  ) {}

  take(
    name: string,
    path: (string | number)[],
    ability: "filterable" | "sortable" | null,
  ): BoundField | null {
    const bound = this.resource.fields.get(name);
    const hidden = bound && hiddenFrom(this.ctx.actor, this.resource, this.permission, bound);
    if (hidden === "masked") {
      this.#masked.add(name);
      return null;
    }
    if (!bound || hidden === "absent" || (ability && !bound.field[ability])) {
      this.fault(path, "issue.unknown_field", name);
      return null;
    }
    return bound;
  }

  fault(path: (string | number)[], code: string, field: string): void {
    this.#bad.add(field);
    this.#issues.push({ path, code, message: translate(this.ctx.language, code, {}) });
  }

  refuse(): void {
    if (this.#masked.size > 0)
      throw new Refusal("auth.field_masked", { fields: [...this.#masked] });
    if (this.#bad.size > 0) {
      throw new Refusal("list.bad_filter", { field: [...this.#bad].join(", ") }, this.#issues);
    }
  }
}
