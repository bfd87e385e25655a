import { workbookSheet, type WorkbookSheet } from "../kernel/exchange";
import { openPayableImport, openReceivableImport } from "../ledgers/finance";
import { unitImport } from "../masters/catalog";

/** The sheets of a workbook for moving in, in the order in which they are written: what is named comes first. */
export const workbookKinds: readonly WorkbookSheet[] = [
  workbookSheet(["计量单位", "Units"], "core", unitImport),
  workbookSheet(["期初应收", "Open receivables"], "finance", openReceivableImport),
  workbookSheet(["期初应付", "Open payables"], "finance", openPayableImport),
];
