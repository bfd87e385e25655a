import { portalStatementsContract, statementsContract } from "@quanlian/shared/contract";
import { listHandlers } from "../../kernel/exchange";
import { implement } from "../../kernel/http";
import { declareAudience } from "../../kernel/live";
import {
  confirmOwnStatement,
  disputeOwnStatement,
  recordConfirmation,
  recordFigures,
} from "./answer-statement";
import { createStatement } from "./create-statement";
import { sendStatement, withdrawStatement } from "./move-statement";
import { listOwnStatements } from "./own-statements";
import { signOwnStatement, signStatement } from "./sign-statement";
import { statementPolicy } from "./statement.policy";
import { findOwnStatement, findStatement } from "./statement.present";
import { statementResource } from "./statement.resource";

declareAudience("statement", statementPolicy, "statements.show", "finance");

// The contract owns names, inputs and outputs; this file only says who answers.
export const statementsOperations = implement(
  { ...statementsContract, ...portalStatementsContract },
  {
    ...listHandlers(statementResource),
    "statements.create": createStatement,
    "statements.show": (ctx, { statementId }) => findStatement(ctx, "statements.show", statementId),
    "statements.send": sendStatement,
    "statements.recordFigures": recordFigures,
    "statements.recordConfirmation": recordConfirmation,
    "statements.sign": signStatement,
    "statements.withdraw": withdrawStatement,
    "portal.statements.list": listOwnStatements,
    "portal.statements.show": (ctx, { statementId }) => findOwnStatement(ctx, statementId),
    "portal.statements.confirm": confirmOwnStatement,
    "portal.statements.dispute": disputeOwnStatement,
    "portal.statements.sign": signOwnStatement,
  },
);
