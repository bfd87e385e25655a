import type { ListFields } from "@quanlian/shared/contract";
import { assert } from "../errors/refusal";
import type { Resource } from "../fields/define-resource";

/** A kind of record that the search box finds: its list, and the fields that name a hit. */
export interface Searchable {
  readonly subjectType: string;
  readonly resource: Resource;
  readonly title: string;
  readonly detail: string | null;
}

const declared = new Map<string, Searchable>();

/** Lets the search box find a kind of record. Its hits obey the list's permission, row rule and masks. */
export function declareSearchable<F extends ListFields>(
  subjectType: string,
  { resource, title, detail }: SearchableDefinition<F>,
): void {
  assert(resource.search, `${resource.list.name} has no search`);
  for (const name of [title, detail]) {
    const mask = name === undefined ? null : resource.fields.get(name)?.field.mask;
    assert(mask === null, `${resource.list.name}: a hit cannot be named by ${name}`);
  }
  declared.set(subjectType, {
    subjectType,
    resource: resource as unknown as Resource,
    title,
    detail: detail ?? null,
  });
}

export interface SearchableDefinition<F extends ListFields> {
  resource: Resource<string, F>;
  title: keyof F & string;
  detail?: keyof F & string;
}

export const searchables = (): readonly Searchable[] => [...declared.values()];
