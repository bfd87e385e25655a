import {
  availabilityContract,
  involvementContract,
  orderProfitContract,
  planningContract,
} from "@quanlian/shared/contract";
import { implement } from "../../kernel/http";
import { findAvailability } from "./available";
import { explainOrder } from "./explain-order";
import { showOrderProfit } from "./order-profit";
import { showItemInvolvement } from "./show-item-involvement";
import { showPartyInvolvement } from "./show-party-involvement";

// Reads across the chain for staff; they write nothing.
export const deskOperations = implement(
  { ...planningContract, ...availabilityContract, ...orderProfitContract },
  {
    "orders.why": (ctx, { orderId }) => explainOrder(ctx, orderId),
    "items.available": findAvailability,
    "orders.profit": (ctx, { orderId }) => showOrderProfit(ctx, orderId),
  },
);

export const involvementOperations = implement(involvementContract, {
  "parties.involvement": (ctx, { partyId }) => showPartyInvolvement(ctx, partyId),
  "items.involvement": (ctx, { itemId }) => showItemInvolvement(ctx, itemId),
});
