import { workbookSheet, type WorkbookSheet } from "../kernel/exchange";
import { unitImport } from "../masters/catalog";

/** The sheets of a workbook for moving in, in the order in which they are written: what is named comes first. */
export const workbookKinds: readonly WorkbookSheet[] = [
  workbookSheet(["计量单位", "Units"], "core", unitImport),
];
