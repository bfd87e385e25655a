/**
 * A fact: something that has happened to the business, in the past tense, with ids and quantities, never entities.
 * Emitting it writes its own row and runs its one flow in the same transaction.
 */
export interface Fact<T> {
  readonly name: string;
  /** The document that the fact is about: type, and how to find its id in the payload. */
  readonly subject: { type: string; id: (payload: T) => string };
}

export function defineFact<T>(name: string, type: string, id: (payload: T) => string): Fact<T> {
  return { name, subject: { type, id } };
}

/** A fact that has been written down. */
export interface Emitted<T> {
  readonly id: string;
  readonly name: string;
  readonly payload: T;
}
