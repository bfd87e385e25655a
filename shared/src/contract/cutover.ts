import { z } from "zod";
import { importNote, madeFile, sentFile } from "./exchange";
import { read, staff, write, type Contract } from "./operation";
import * as shape from "./primitives";

const workbookAnswer = z.object({
  sheets: z.array(
    z.object({
      /** As the file names it. */
      sheet: z.string(),
      /** The import that read it: `items.import`. */
      kind: z.string(),
      rowCount: z.int(),
      createdCount: z.int(),
      changedCount: z.int(),
      unchangedCount: z.int(),
      notes: z.array(importNote),
    }),
  ),
  /** Sheets that no import knows: nothing was read from them. */
  unknownSheets: z.array(z.string()),
});
export type WorkbookAnswer = z.output<typeof workbookAnswer>;

/** The file itself (at most 5 MB), or one that the caller has uploaded before through `POST /files` (at most 20 MB). */
const workbookInput = z
  .strictObject({ file: sentFile.optional(), fileId: shape.id.optional() })
  .refine(({ file, fileId }) => (file === undefined) !== (fileId === undefined), {
    error: "issue.file_or_id",
  });

const about = {
  ...staff,
  input: workbookInput,
  output: workbookAnswer,
  errors: ["import.faulty", "import.unreadable", "auth.field_masked", "reference.not_found"],
} as const;

/** Moving in: everything that a company brings along, in one workbook. */
export const cutoverContract = {
  "cutover.template": read({
    ...staff,
    summary: "An empty workbook for moving in: one sheet per kind, explained, with example rows.",
    permission: "cutover.template",
    subject: { type: "cutover", self: true },
    input: z.strictObject({}),
    output: madeFile,
  }),
  "cutover.preview": read({
    ...about,
    summary:
      "What importing a workbook would do: every fault of every sheet at once, or what would be created, changed and left.",
    permission: "cutover.preview",
    subject: { type: "cutover", creates: true },
  }),
  "cutover.import": write({
    ...about,
    summary:
      "Imports a workbook, all sheets or none; each sheet asks for the right to its own import. The same file again changes nothing.",
    permission: "cutover.import",
    subject: { type: "cutover", creates: true },
  }),
} as const satisfies Contract;
