import type { Item, Order, WorkOrderView } from "@quanlian/shared/contract";
import type { GivenFactory } from "./given-factory";
import { givenDispatched } from "./given-shipments";

/** Builders of what happens to orders after their confirmation. */

/** The rows of a list about one item. */
export async function rowsOf(
  { product, token }: GivenFactory,
  list: "demands" | "supplies" | "planMessages" | "workOrders" | "requisitionLines",
  item: Item,
): Promise<Record<string, string>[]> {
  const input = { filter: { itemCode: { eq: item.code } } };
  const { data } = await product.call<{ rows: Record<string, string>[] }>(
    token,
    `${list}.list`,
    input,
  );
  return data.rows;
}

/** The only work order for an item that is in a state, released to the workshop. */
export async function givenReleased(factory: GivenFactory, item: Item): Promise<WorkOrderView> {
  const { product, token } = factory;
  const planned = (await rowsOf(factory, "workOrders", item)).filter(
    (row) => row.state === "planned",
  );
  expect(planned).toHaveLength(1);
  const { data } = await product.call<WorkOrderView>(token, "workOrders.show", {
    workOrderId: planned[0]!.id,
  });
  const { id: workOrderId, revision } = data;
  return (await product.call<WorkOrderView>(token, "workOrders.release", { workOrderId, revision }))
    .data;
}

/** A payment term; answers its id. */
export async function givenTerm(
  { product, token }: GivenFactory,
  term: Record<string, unknown>,
): Promise<string> {
  const { data } = await product.call<{ id: string }>(token, "paymentTerms.create", term);
  return data.id;
}

/** Ships so much of an order's first line; the stock for it is reserved. */
export async function givenDelivered(
  factory: GivenFactory,
  order: Order,
  quantity: string,
): Promise<void> {
  await givenDispatched(factory, order, [quantity]);
}
