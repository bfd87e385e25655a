import type { ImportAnswer } from "@quanlian/shared/contract";
import type { Ctx } from "../access/ctx";
import { transact } from "../db/transact";
import type { ImportColumns, ImportDefinition } from "./define-import";
import { importRows } from "./import-rows";
import { sourceOf } from "./sheet";

interface ImportInput {
  file: { name: string; contentBase64: string };
  dryRun?: boolean | undefined;
}

/** What answers `<name>.import`. */
export const importHandler =
  <C extends ImportColumns, P>(definition: ImportDefinition<C, P>) =>
  (ctx: Ctx, { file, dryRun }: ImportInput): Promise<ImportAnswer> =>
    transact(ctx, (tx) => importRows(tx, definition, sourceOf(file), { dryRun: dryRun ?? false }));
