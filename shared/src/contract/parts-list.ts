import { z } from "zod";
import { importAnswer, sentFile } from "./exchange";
import { write, type Contract } from "./operation";
import * as shape from "./primitives";

const partsListAnswer = importAnswer.extend({
  /** The finished item and its version in force; null after a dry run that would have created them. */
  itemId: shape.id.nullable(),
  bomVersionId: shape.id.nullable(),
});
export type PartsListAnswer = z.output<typeof partsListAnswer>;

/** A parts list as engineers keep it, read into a product that can be planned. */
export const partsListContract = {
  "boms.importParts": write({
    summary:
      "Reads a parts list (Excel or CSV) into a finished item with a bill of materials in force from today; every part becomes or finds a purchased item.",
    actors: ["staff"],
    function: "core",
    permission: "boms.importParts",
    subject: { type: "bom", creates: true },
    input: z.strictObject({
      code: shape.code,
      name: shape.text(128),
      file: sentFile,
      dryRun: z.boolean().optional(),
    }),
    output: partsListAnswer,
    errors: [
      "import.faulty",
      "import.unreadable",
      "record.duplicate",
      "item.inactive",
      "bom.overlap",
      "bom.cycle",
    ],
  }),
} as const satisfies Contract;
