import { assert } from "../errors/refusal";
import type { WorkbookSheet } from "./workbook-sheet";

let installed: readonly WorkbookSheet[] = [];

/** Plugs in the kinds of sheets, once, at the start, in the order in which they must be written: what is named comes first. */
export function installWorkbook(kinds: readonly WorkbookSheet[]): void {
  const titles = kinds.flatMap((kind) => kind.titles);
  assert(new Set(titles).size === titles.length, "two kinds of sheets share a title");
  installed = kinds;
}

export const workbookKinds = (): readonly WorkbookSheet[] => installed;
