import type { InputOf, ordersContract } from "@quanlian/shared/contract";
import type { Ctx } from "../../kernel/access";
import { transact, type Tx } from "../../kernel/db";
import { refuse } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { findCustomerTerms, mayNameParty, type CustomerTerms } from "../../masters/parties";
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

/** The customer that a draft names: his own terms, if the actor may name him at all. */
export async function findNamedCustomer(
  tx: Tx,
  permission: string,
  customerId: Id,
): Promise<CustomerTerms> {
  const reachable = await mayNameParty(tx, permission, customerId);
  const customer = reachable ? await findCustomerTerms(tx, customerId) : undefined;
  if (!customer) refuse("reference.not_found", { field: "customerId" });
  if (!customer.isCustomer) refuse("party.not_customer", { name: customer.name });
  return customer;
}
