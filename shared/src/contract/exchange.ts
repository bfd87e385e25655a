import { z } from "zod";
import { write, type ActorKind, type Operation } from "./operation";
import * as shape from "./primitives";

/** A file that an operation made: small ones come along, larger ones wait under a file id. */
export const madeFile = z.object({
  name: z.string(),
  mime: z.string(),
  rowCount: z.int(),
  contentBase64: z.string().nullable(),
  fileId: shape.id.nullable(),
});
export type MadeFile = z.output<typeof madeFile>;

/** A file that is sent along with an operation, at most 5 MB before base64. */
export const sentFile = z.strictObject({
  name: shape.text(200),
  contentBase64: z
    .string()
    .min(4, { error: "issue.text_empty" })
    .max(7_000_000, { error: "issue.text_long" })
    .regex(/^[A-Za-z0-9+/]+={0,2}$/, { error: "issue.format" }),
});

/** Something that an import noticed and did not hold to be a fault: what it is, in which rows, and what was done. */
export const importNote = z.object({
  code: z.string(),
  message: z.string(),
  rows: z.array(z.int()),
});
export type ImportNote = z.output<typeof importNote>;

export const importAnswer = z.object({
  /** Rows of the file below its headings; empty ones are not counted. */
  rowCount: z.int(),
  createdCount: z.int(),
  changedCount: z.int(),
  unchangedCount: z.int(),
  notes: z.array(importNote),
  /** Only looked at: nothing was written. */
  dryRun: z.boolean(),
});
export type ImportAnswer = z.output<typeof importAnswer>;

const importFile = z.strictObject({ file: sentFile, dryRun: z.boolean().optional() });

type Importing = Operation<typeof importFile, typeof importAnswer> & { kind: "write" };

/** `<name>.import`: reads an Excel or CSV file; every fault is named by row and column, and with one fault nothing is written. */
export function importContract<const N extends string>(
  name: N,
  about: { subject: string; about: string; function: string; actors?: readonly ActorKind[] },
): { [K in `${N}.import`]: Importing } {
  const operation = write({
    summary: `Imports ${about.about} from Excel or CSV: all faults at once, nothing written if there is one.`,
    input: importFile,
    output: importAnswer,
    actors: about.actors ?? ["staff"],
    permission: `${name}.import`,
    function: about.function,
    subject: { type: about.subject, creates: true },
    errors: ["import.faulty", "import.unreadable", "auth.field_masked"],
  });
  return { [`${name}.import`]: operation } as { [K in `${N}.import`]: Importing };
}
