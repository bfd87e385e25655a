import type { Ctx } from "../../kernel/access";
import { refuse } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { findCustomerTerms, type CustomerTerms } from "./customer-terms";
import { mayNameParty } from "./may-name-party";

/**
 * The customer that a document names, with his own terms, if the actor may name him at all.
 *
 * @throws Refusal `reference.not_found`; `party.not_customer`
 */
export async function findNamedCustomer(
  ctx: Ctx,
  permission: string,
  customerId: Id,
): Promise<CustomerTerms> {
  const reachable = await mayNameParty(ctx, permission, customerId);
  const customer = reachable ? await findCustomerTerms(ctx, customerId) : undefined;
  if (!customer) refuse("reference.not_found", { field: "customerId" });
  if (!customer.isCustomer) refuse("party.not_customer", { name: customer.name });
  return customer;
}

/** A document belongs to whoever serves the customer and to that person's department; without one, to whoever writes it. */
export function ownerOf(
  { actor }: Ctx,
  customer: CustomerTerms,
): { ownerId: Id | null; departmentId: Id | null } {
  if (customer.ownerId !== null)
    return { ownerId: customer.ownerId, departmentId: customer.departmentId };
  if (actor.kind !== "staff") return { ownerId: null, departmentId: null };
  return { ownerId: actor.userId, departmentId: actor.departmentId };
}
