import { genealogyContract } from "@quanlian/shared/contract";
import { implement } from "../../kernel/http";
import { recallLot } from "./recall-lot";
import { showGenealogy } from "./show-genealogy";

export const genealogyOperations = implement(genealogyContract, {
  "genealogy.show": (ctx, { lotId }) => showGenealogy(ctx, lotId),
  "genealogy.recall": (ctx, { lotId }) => recallLot(ctx, lotId),
});
