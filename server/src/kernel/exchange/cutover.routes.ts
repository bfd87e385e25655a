import { cutoverContract, type WorkbookAnswer } from "@quanlian/shared/contract";
import type { Ctx } from "../access/ctx";
import { rehearse, transact } from "../db/transact";
import { readOwnFile } from "../files/read-own-file";
import { implement } from "../http/registry";
import { importWorkbook } from "./import-workbook";
import { workbookKinds } from "./installed-workbook";
import { sourceOf, type SourceFile } from "./sheet";
import { writeTemplate } from "./workbook-template";

const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

// The contract owns names, inputs and outputs; this file only says who answers.
export const cutoverOperations = implement(cutoverContract, {
  "cutover.template": async (ctx) => {
    const bytes = await writeTemplate(ctx, workbookKinds());
    const content = { contentBase64: bytes.toString("base64"), fileId: null };
    return { name: `搬家模板-${ctx.today}.xlsx`, mime: XLSX, rowCount: 0, ...content };
  },
  "cutover.preview": async (ctx, input) => previewed(ctx, await fileOf(ctx, input)),
  "cutover.import": async (ctx, input) => {
    const file = await fileOf(ctx, input);
    return transact(ctx, (tx) => importWorkbook(tx, workbookKinds(), file));
  },
});

interface Named {
  file?: { name: string; contentBase64: string } | undefined;
  fileId?: string | undefined;
}

const fileOf = async (ctx: Ctx, { file, fileId }: Named): Promise<SourceFile> =>
  file ? sourceOf(file) : readOwnFile(ctx, fileId!);

/** The import itself, rehearsed: what it answers is what an import would do. */
const previewed = (ctx: Ctx, file: SourceFile): Promise<WorkbookAnswer> =>
  rehearse(ctx, (tx) => importWorkbook(tx, workbookKinds(), file));
