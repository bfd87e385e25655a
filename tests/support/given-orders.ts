import type { Item, Order, WorkOrderView } from "@quanlian/shared/contract";
import type { GivenFactory } from "./given-factory";

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

/** Puts so much of a line's demand down as delivered, as a shipment will. */
export async function givenDelivered(
  { product }: GivenFactory,
  order: Order,
  quantity: string,
): Promise<void> {
  const lineId = order.lines[0]!.id;
  await product.services.db.withConnection(async (connection) => {
    const { execute } = await import("../../server/src/kernel/db/execute");
    await execute(
      connection,
      `UPDATE demands SET fulfilled = ${quantity}, reserved = reserved - ${quantity} WHERE source_id = ${lineId}`,
    );
    await execute(
      connection,
      `UPDATE reservations r JOIN demands d ON d.id = r.demand_id SET r.quantity = r.quantity - ${quantity}
       WHERE d.source_id = ${lineId}`,
    );
    await execute(
      connection,
      `UPDATE item_stocks s JOIN demands d ON d.item_id = s.item_id AND d.warehouse_id = s.warehouse_id
       SET s.reserved = s.reserved - ${quantity} WHERE d.source_id = ${lineId}`,
    );
    await execute(
      connection,
      `UPDATE sales_order_lines SET reserved_quantity = reserved_quantity - ${quantity} WHERE id = ${lineId}`,
    );
  });
}
