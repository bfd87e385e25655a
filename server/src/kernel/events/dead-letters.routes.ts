import { deadLettersContract } from "@quanlian/shared/contract";
import { implement } from "../http/registry";
import { declareAudience } from "../live/audiences";
import { defineRowPolicy } from "../access/row-rule";
import { listDeadLetters, rerunDeadLetter } from "./dead-letters";

declareAudience("deadLetter", defineRowPolicy("deadLetter"), "system.deadLetters");

export const deadLettersOperations = implement(deadLettersContract, {
  "deadLetters.list": (ctx, input) => listDeadLetters(ctx, input),
  "deadLetters.rerun": (ctx, { letterId }) => rerunDeadLetter(ctx, letterId),
});
