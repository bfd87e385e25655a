import type { Day } from "@quanlian/shared/domain";
import { insertRow, insertRows, type Tx } from "../../kernel/db";
import { assert, refuse } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { prefixes, takeNumber } from "../../kernel/numbering";
import { writeTerms } from "../../kernel/search";
import {
  findCustomerTerms,
  findDeliveryAddress,
  ownerOf,
  type CustomerTerms,
} from "../../masters/parties";
import { checkLines, type CheckedLine } from "./draft-lines";
import { judgeDraft } from "./judge-draft";
import { writeLineRecipes } from "./line-recipes";
import type { OrderDraft } from "./order-draft";
import { SalesOrder, SalesOrderLine, type ShipTo } from "./order.model";
import { searchedOrder } from "./order.resource";
import { totalLines } from "./order.rules";
import { orderStates } from "./order.states";

/**
 * Writes an order down as a draft, whoever asks: the operation `orders.create` after it has checked what its actor may name,
 * the flow of an accepted quote as it is. A quote becomes one order: a second draft of it throws at the table's key.
 */
export async function draftOrder(
  tx: Tx,
  draft: OrderDraft,
  known?: CustomerTerms,
): Promise<{ id: Id; number: string }> {
  const customer = known ?? (await findCustomerTerms(tx, draft.customerId));
  assert(customer, "an order is drafted for nobody");
  const shipTo = await shipToOf(tx, draft);
  await refuseForeignProject(tx, draft);
  const lines = await checkLines(tx, draft, customer.taxRate);
  const id = tx.newId();
  const number = await takeNumber(tx, prefixes.salesOrder);
  const owner = ownerOf(tx, customer);
  const totals = totalLines(lines);
  const { customerId, pricesIncludeTax } = draft;
  const judged = { customerId, pricesIncludeTax, inclCents: totals.inclCents };
  const approvalReasons = await judgeDraft(tx, judged, lines);
  await insertRow(tx, SalesOrder, {
    id,
    number,
    customerId: draft.customerId,
    ...owner,
    state: orderStates.initial,
    orderedOn: draft.orderedOn ?? tx.today,
    legacyNumber: draft.legacyNumber ?? null,
    ...headerOf(draft, customer, shipTo),
    quoteId: draft.quoteId ?? null,
    approvalReasons,
    ...totals,
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
  return { id, number };
}

/** What a draft says beside its lines, as the header keeps it. */
export const headerOf = (draft: OrderDraft, customer: CustomerTerms, shipTo: ShipTo | null) => ({
  requestedOn: draft.requestedOn as Day,
  customerReference: draft.customerReference ?? null,
  paymentTermId: draft.paymentTermId ?? customer.paymentTerm?.id ?? null,
  pricesIncludeTax: draft.pricesIncludeTax,
  note: draft.note ?? null,
  shipTo,
  projectId: draft.projectId ?? null,
});

/** Where a draft's goods go, as it keeps it: what was typed, the customer's named address, or his default one. */
export async function shipToOf(
  tx: Tx,
  { customerId, shipTo, shipToAddressId }: OrderDraft,
): Promise<ShipTo | null> {
  if (shipTo) return { addressId: null, ...shipTo };
  const found = await findDeliveryAddress(tx.books, customerId, shipToAddressId ?? null);
  if (!found && shipToAddressId !== undefined)
    refuse("reference.not_found", { field: "shipToAddressId" });
  return found ?? null;
}

/** An order's project is one of its customer's, and open. */
export async function refuseForeignProject(
  tx: Tx,
  { customerId, projectId }: OrderDraft,
): Promise<void> {
  if (projectId === undefined) return;
  const found = await tx.books.row<{ id: Id }>(
    `SELECT j.id FROM projects j
     WHERE j.tenant_id = :tenant AND j.id = :projectId AND j.customer_id = :customerId AND j.state = 'open'`,
    { projectId, customerId },
  );
  if (!found) refuse("reference.not_found", { field: "projectId" });
}

/** Writes a draft's lines with the recipes of those that bring one. */
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
      reservedQuantity: "0",
      plannedQuantity: "0",
    };
  });
  await insertRows(tx, SalesOrderLine, rows);
  await writeLineRecipes(tx, orderId, recipes);
}
