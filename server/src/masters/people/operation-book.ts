import { assert } from "../../kernel/errors";

/** An operation as rights see it. */
export interface BookedOperation {
  readonly name: string;
  readonly summary: string;
  readonly permission: string;
  readonly function: string;
}

/** What staff can call here: whoever puts the product together answers this. */
export interface OperationBook {
  staffOperations(): readonly BookedOperation[];
  /** The same, and what some of them ask for inside: everything that a role can grant. */
  permissions(): readonly BookedOperation[];
}

let installed: OperationBook | null = null;

/** Plugged in by `main`. */
export function installOperationBook(book: OperationBook): void {
  installed = book;
}

export function operationBook(): OperationBook {
  assert(installed, "nobody answers for the operations");
  return installed;
}
