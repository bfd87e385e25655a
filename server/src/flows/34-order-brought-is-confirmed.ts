import { confirmByRule } from "../chain/orders";
import { onMessage } from "../kernel/events";
import type { Id } from "../kernel/ids";

/**
 * An order that a company has brought along is confirmed like any other, after the file is in and each by itself: one that is
 * refused (credit, approval) waits as a draft with its reason, and keeps no other from its plan.
 */
export const orderBroughtIsConfirmed = onMessage<{ orderId: Id }>(
  "order.brought",
  async (tx, { payload }) => {
    await confirmByRule(tx, payload.orderId);
  },
);
