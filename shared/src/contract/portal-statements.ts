import { z } from "zod";
import { read, write, type Contract } from "./operation";
import * as shape from "./primitives";
import { portalStatement, statementHead, theirFigures } from "./statement-records";

/** What a customer's or supplier's contact sees of statements, and says of them: his own company's, on its own side. */

const parties = {
  actors: ["customer", "supplier"],
  permission: null,
  function: "finance",
} as const;
const oneStatement = { type: "statement", key: "statementId" } as const;
const own = { ...parties, subject: oneStatement, output: portalStatement } as const;

export const portalStatementsContract = {
  "portal.statements.list": read({
    ...parties,
    summary: "A party's own statements, the newest first.",
    input: z.strictObject({
      before: shape.id.optional(),
      limit: z.int().min(1).max(50).default(20),
    }),
    output: z.object({ rows: z.array(statementHead), next: z.string().nullable() }),
    subject: { type: "statement", list: true },
  }),
  "portal.statements.show": read({
    ...own,
    summary: "One of a party's own statements, line by line.",
    input: z.strictObject({ statementId: shape.id }),
  }),
  "portal.statements.confirm": write({
    ...own,
    summary: "Agrees to all of it. Asking twice counts once.",
    input: z.strictObject({ statementId: shape.id, hash: shape.text(64) }),
    errors: ["state.illegal_move", "statement.other_hash"],
  }),
  "portal.statements.dispute": write({
    ...own,
    summary: "Sets the party's own figures beside ours: every difference is found and explained.",
    input: z.strictObject({ statementId: shape.id, ...theirFigures }),
    errors: ["state.illegal_move", "statement.no_figures"],
  }),
  "portal.statements.sign": write({
    ...own,
    summary: "Signs a confirmed statement for the party. Asking twice counts once.",
    input: z.strictObject({ statementId: shape.id, hash: shape.text(64), name: shape.text(64) }),
    errors: ["state.illegal_move", "statement.other_hash"],
  }),
} as const satisfies Contract;
