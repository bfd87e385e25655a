import type { InputOf, ordersContract } from "@quanlian/shared/contract";
import type { Ctx } from "../../kernel/access";
import { transact } from "../../kernel/db";
import { findNamedCustomer } from "../../masters/parties";
import { draftOrder } from "./draft-order";
import { findOrder } from "./order.queries";

type Draft = InputOf<(typeof ordersContract)["orders.create"]>;

/**
 * Writes down what a customer wants, as a draft. Promises nothing yet: nothing is reserved or planned. The order belongs to
 * whoever serves the customer, and to that person's department; without one, to whoever writes it.
 */
export function createOrder(ctx: Ctx, draft: Draft) {
  return transact(ctx, async (tx) => {
    const customer = await findNamedCustomer(tx, "orders.create", draft.customerId);
    const { id } = await draftOrder(tx, draft, customer);
    return findOrder(tx, "orders.create", id);
  });
}
