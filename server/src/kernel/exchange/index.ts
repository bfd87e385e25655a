export {
  defineImport,
  type CheckedRow,
  type ImportColumns,
  type ImportDefinition,
  type ImportFault,
  type ImportPlan,
  type ImportRemark,
  type ImportRow,
  type Siblings,
} from "./define-import";
export { exportRows, installExportStore, type KeepFile } from "./export-rows";
export { codeKey } from "./code-key";
export { importColumn } from "./import-column";
export { importHandler } from "./import-handler";
export { importRows } from "./import-rows";
export { importWorkbook } from "./import-workbook";
export { workbookSheet, type WorkbookSheet } from "./workbook-sheet";
export { installWorkbook } from "./installed-workbook";
export { cutoverOperations } from "./cutover.routes";
export { listHandlers } from "./list-handlers";
export { folded } from "./near-duplicates";
export { byCode, codesIn, repeatedRows, unknownCodes } from "./references";
export { sourceOf, type SourceFile } from "./sheet";
