import { stocktakesContract } from "@quanlian/shared/contract";
import { listHandlers } from "../../kernel/exchange";
import { implement } from "../../kernel/http";
import { declareAudience } from "../../kernel/live";
import { cancelStocktake } from "./cancel-stocktake";
import { countStocktake } from "./count-stocktake";
import { createStocktake } from "./create-stocktake";
import { importCounts } from "./import-counts";
import { postStocktake } from "./post-stocktake";
import { recountStocktake } from "./recount-stocktake";
import { startStocktake } from "./start-stocktake";
import { stocktakePolicy } from "./stocktake.policy";
import { findStocktake } from "./stocktake.queries";
import { stocktakeLineResource, stocktakeResource } from "./stocktake.resource";

declareAudience("stocktake", stocktakePolicy, "stocktakes.show", "inventory");

export const stocktakesOperations = implement(stocktakesContract, {
  ...listHandlers(stocktakeResource),
  ...listHandlers(stocktakeLineResource),
  "stocktakes.show": (ctx, { stocktakeId }) => findStocktake(ctx, stocktakeId),
  "stocktakes.create": createStocktake,
  "stocktakes.start": startStocktake,
  "stocktakes.enterCounts": countStocktake,
  "stocktakes.importCounts": importCounts,
  "stocktakes.recount": recountStocktake,
  "stocktakes.post": postStocktake,
  "stocktakes.cancel": cancelStocktake,
});
