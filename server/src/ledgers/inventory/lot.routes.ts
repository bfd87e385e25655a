import { lotsContract } from "@quanlian/shared/contract";
import { listHandlers } from "../../kernel/exchange";
import { implement } from "../../kernel/http";
import { declareAudience } from "../../kernel/live";
import { findLot, findSerial } from "./lot.queries";
import { lotPolicy, lotResource, serialResource } from "./lot.resource";
import { updateLot } from "./update-lot";

declareAudience("lot", lotPolicy, "lots.show", "inventory");

export const lotsOperations = implement(lotsContract, {
  ...listHandlers(lotResource),
  ...listHandlers(serialResource),
  "lots.show": (ctx, { lotId }) => findLot(ctx, lotId),
  "lots.update": updateLot,
  "serials.show": (ctx, { serialId }) => findSerial(ctx, serialId),
});
