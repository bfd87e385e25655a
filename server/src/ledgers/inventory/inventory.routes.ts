import { inventoryContract } from "@quanlian/shared/contract";
import { listHandlers } from "../../kernel/exchange";
import { implement } from "../../kernel/http";
import { adjust } from "./adjust";
import { stockBalanceResource, stockMoveResource } from "./inventory.resource";
import { readAlerts } from "./read-alerts";
import { readStock } from "./read-stock";
import { transfer } from "./transfer";

// The contract owns names, inputs and outputs; this file only says who answers.
export const inventoryOperations = implement(inventoryContract, {
  ...listHandlers(stockMoveResource),
  ...listHandlers(stockBalanceResource),
  "inventory.stock": async (ctx, { itemIds }) => ({ rows: await readStock(ctx, itemIds) }),
  "inventory.alerts": readAlerts,
  "inventory.adjust": (ctx, input) => adjust(ctx, input),
  "inventory.transfer": (ctx, input) => transfer(ctx, input),
});
