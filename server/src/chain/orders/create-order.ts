import type { InputOf, ordersContract } from "@quanlian/shared/contract";
import type { Day } from "@quanlian/shared/domain";
import type { Ctx } from "../../kernel/access";
import { insertRow, insertRows, transact, type Tx } from "../../kernel/db";
import { refuse } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { prefixes, takeNumber } from "../../kernel/numbering";
import { writeTerms } from "../../kernel/search";
import { findCustomerTerms, mayNameParty, type CustomerTerms } from "../../masters/parties";
import { checkLines, type CheckedLine } from "./draft-lines";
import { writeLineRecipes } from "./line-recipes";
import { SalesOrder, SalesOrderLine } from "./order.model";
import { findOrder } from "./order.queries";
import { searchedOrder } from "./order.resource";
import { totalLines } from "./order.rules";
import { orderStates } from "./order.states";

type Draft = InputOf<(typeof ordersContract)["orders.create"]>;

/**
 * Writes down what a customer wants, as a draft. Promises nothing yet: nothing is reserved or planned. The order belongs to
 * whoever serves the customer, and to that person's department; without one, to whoever writes it.
 */
export function createOrder(ctx: Ctx, draft: Draft) {
  return transact(ctx, async (tx) => {
    const customer = await findNamedCustomer(tx, "orders.create", draft.customerId);
    const lines = await checkLines(tx, draft, customer.taxRate);
    const id = tx.newId();
    const number = await takeNumber(tx, prefixes.salesOrder);
    const owner = ownerOf(tx, customer);
    const totals = totalLines(lines);
    await insertRow(tx, SalesOrder, {
      id,
      number,
      customerId: draft.customerId,
      ...owner,
      state: orderStates.initial,
      orderedOn: tx.today,
      requestedOn: draft.requestedOn as Day,
      customerReference: draft.customerReference ?? null,
      paymentTermId: customer.paymentTerm?.id ?? null,
      pricesIncludeTax: draft.pricesIncludeTax,
      ...totals,
      note: draft.note ?? null,
    });
    await writeLines(tx, id, draft.customerId, lines);
    await writeTerms(tx, "order", [
      searchedOrder({ id, number, customerReference: draft.customerReference ?? null }),
    ]);
    tx.record({
      type: "order",
      id,
      number,
      ...owner,
      customerId: draft.customerId,
      before: null,
      after: { state: orderStates.initial, lines: lines.length, ...totals },
    });
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

function ownerOf(tx: Tx, customer: CustomerTerms): { ownerId: Id | null; departmentId: Id | null } {
  if (customer.ownerId !== null)
    return { ownerId: customer.ownerId, departmentId: customer.departmentId };
  if (tx.actor.kind !== "staff") return { ownerId: null, departmentId: null };
  return { ownerId: tx.actor.userId, departmentId: tx.actor.departmentId };
}

/** Writes a draft's lines with the recipes of the custom ones. */
export async function writeLines(
  tx: Tx,
  orderId: Id,
  customerId: Id,
  lines: readonly CheckedLine[],
): Promise<void> {
  const recipes = new Map<Id, NonNullable<CheckedLine["recipe"]>>();
  const rows = lines.map(({ recipe, ...line }) => {
    const id = tx.newId();
    if (recipe) recipes.set(id, recipe);
    return {
      ...line,
      id,
      orderId,
      customerId,
      state: "open" as const,
      enteredQuantity: line.quantity,
      unitFactor: "1",
      reservedQuantity: "0",
      plannedQuantity: "0",
    };
  });
  await insertRows(tx, SalesOrderLine, rows);
  await writeLineRecipes(tx, orderId, recipes);
}
