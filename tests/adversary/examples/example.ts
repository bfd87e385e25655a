import { nextNumber } from "../../support/given";
import { makeContact, type Holder } from "../holder";

/** A valid call of an operation on rows of one holder; `token` where it is not the attacking actor's own that fits. */
export interface Example {
  input: Record<string, unknown>;
  token?: string | null;
}

/** Makes a call on a row of the holder's; `kind` says who will call, where customers and suppliers share an operation. */
export type Make = (h: Holder, kind?: string) => Promise<Example> | Example;

export const of = (input: Record<string, unknown>): Example => ({ input });
export const nothing: Make = () => of({});
export const code = (h: Holder) => `${h.tenantMark}${nextNumber()}`;

/** Builds a fresh record and names it, with its revision. */
export const fresh =
  (
    key: string,
    make: (h: Holder) => Promise<{ id: string; revision?: number }>,
    rest: (h: Holder) => Record<string, unknown> = () => ({}),
  ): Make =>
  async (h) => {
    const { id, revision } = await make(h);
    return of({ [key]: id, ...(revision === undefined ? {} : { revision }), ...rest(h) });
  };
export const shown =
  (key: string, idOf: (h: Holder) => string): Make =>
  (h) =>
    of({ [key]: idOf(h) });

export const onlyId =
  <T extends { id: string }>(make: (h: Holder) => Promise<T>) =>
  async (h: Holder) => ({
    id: (await make(h)).id,
  });

export const list =
  (mark: (h: Holder) => string, field: string): Make =>
  (h) =>
    of({ filter: { [field]: { contains: mark(h) } } });
export const exported = (): Make => () => of({ format: "csv" });

/** A contact of the holder's own customer. */
export const contact = (h: Holder) => makeContact(h, h.customer.id);

/** Makes something once for each holder: for what examples look at and do not change. */
export function once<T>(make: (h: Holder) => Promise<T>): (h: Holder) => Promise<T> {
  const made = new WeakMap<Holder, Promise<T>>();
  return (h) => {
    const one = made.get(h) ?? make(h);
    made.set(h, one);
    return one;
  };
}

/** By operation. */
export type Examples = Readonly<Record<string, Make>>;
