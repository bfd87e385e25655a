import { z } from "zod";
import { listContract } from "./lists";
import { read, write, type Contract } from "./operation";
import * as shape from "./primitives";
import { chargeSides } from "./settlements";
import { statement, statementList, theirFigures } from "./statement-records";

/** Statements of account: what is charged and paid in a period, agreed line by line and signed by both sides. */

const settling = { actors: ["staff"], function: "finance" } as const;
const oneStatement = { type: "statement", key: "statementId" } as const;
const ours = { ...settling, subject: oneStatement, output: statement } as const;
const moving = { statementId: shape.id, revision: shape.revision };
const moved = ["revision.stale", "state.illegal_move"] as const;

export const statementsContract = {
  ...listContract(statementList),
  "statements.create": write({
    ...settling,
    summary:
      "Puts all that is charged and paid up to a day, and stands on no other statement, on one: opening, lines, closing.",
    input: z.strictObject({
      partyId: shape.id,
      side: z.enum(chargeSides),
      endsOn: shape.day,
      note: shape.note(500).optional(),
    }),
    output: statement,
    permission: "statements.create",
    subject: { type: "statement", creates: true },
    errors: ["reference.not_found", "request.invalid", "statement.empty", "statement.before_last"],
  }),
  "statements.show": read({
    ...ours,
    summary: "One statement: its lines, their figures beside ours, and every difference explained.",
    input: z.strictObject({ statementId: shape.id }),
    permission: "statements.show",
  }),
  "statements.send": write({
    ...ours,
    summary: "Shows a statement to the party, with the hash that both sides will sign.",
    input: z.strictObject(moving),
    permission: "statements.send",
    errors: moved,
  }),
  "statements.recordFigures": write({
    ...ours,
    summary:
      "Writes down the party's own figures and finds every difference; without one it is confirmed.",
    input: z.strictObject({ ...moving, ...theirFigures }),
    permission: "statements.recordFigures",
    errors: [...moved, "statement.no_figures"],
  }),
  "statements.recordConfirmation": write({
    ...ours,
    summary: "Writes down that the party agrees to our figures.",
    input: z.strictObject({ ...moving, note: shape.text(500) }),
    permission: "statements.recordConfirmation",
    errors: moved,
  }),
  "statements.sign": write({
    ...ours,
    summary: "Signs a confirmed statement for us; once both sides have, it is closed.",
    input: z.strictObject({ ...moving, hash: shape.text(64) }),
    permission: "statements.sign",
    errors: [...moved, "statement.other_hash", "statement.already_signed"],
  }),
  "statements.withdraw": write({
    ...ours,
    summary: "Takes a statement back that nobody has confirmed: its lines are free for another.",
    input: z.strictObject({ ...moving, reason: shape.text(500) }),
    permission: "statements.withdraw",
    errors: [...moved, "statement.has_later"],
  }),
} as const satisfies Contract;
