export {
  defineImport,
  type CheckedRow,
  type ImportColumns,
  type ImportDefinition,
  type ImportFault,
  type ImportPlan,
  type ImportRemark,
  type ImportRow,
} from "./define-import";
export { exportRows, installExportStore, type KeepFile } from "./export-rows";
export { importColumn } from "./import-column";
export { importRows } from "./import-rows";
export { listHandlers } from "./list-handlers";
export { folded } from "./near-duplicates";
export { sourceOf, type SourceFile } from "./sheet";
