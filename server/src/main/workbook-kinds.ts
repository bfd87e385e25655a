import { workbookSheet, type WorkbookSheet } from "../kernel/exchange";
import { openPayableImport, openReceivableImport } from "../ledgers/finance";
import { openingStockImport } from "../ledgers/inventory";
import { bomImport, itemImport, itemUnitImport, unitImport } from "../masters/catalog";
import { partyImport } from "../masters/parties";

/** The sheets of a workbook for moving in, in the order in which they are written: what is named comes first. */
export const workbookKinds: readonly WorkbookSheet[] = [
  workbookSheet(["计量单位", "Units"], "core", unitImport),
  workbookSheet(["往来单位", "Parties"], "core", partyImport),
  workbookSheet(["物料", "Items"], "core", itemImport),
  workbookSheet(["单位换算", "Unit conversions"], "core", itemUnitImport),
  workbookSheet(["物料清单", "Bills of materials"], "core", bomImport),
  workbookSheet(["期初库存", "Opening stock"], "inventory", openingStockImport),
  workbookSheet(["期初应收", "Open receivables"], "finance", openReceivableImport),
  workbookSheet(["期初应付", "Open payables"], "finance", openPayableImport),
];
