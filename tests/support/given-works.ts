import type { Bom, Item, WorkOrderView } from "@quanlian/shared/contract";
import { nextNumber } from "./given";
import {
  givenConfirmed,
  givenItem,
  givenOrder,
  givenStock,
  type GivenFactory,
} from "./given-factory";
import { givenReleased } from "./given-orders";

/** Builders of what the workshop does. */

type Task = WorkOrderView["operations"][number];

/** An item that is made from others by operations in this order, in force from today. */
export async function givenRoutedItem(
  factory: GivenFactory,
  components: readonly (readonly [Item, string])[],
  operations: readonly { name: string; pieceRate?: string; inspectionPoint?: string }[],
  options: Record<string, unknown> = {},
): Promise<Item> {
  const { product, token } = factory;
  const item = await givenItem(factory, { supplyMode: "make", leadTimeDays: 2, ...options });
  const { data: bom } = await product.call<Bom>(token, "boms.create", {
    itemId: item.id,
    components: components.map(([{ id: itemId }, perBase]) => ({ itemId, perBase })),
    operations: operations.map(({ name, pieceRate, inspectionPoint }) => ({
      name,
      ...(pieceRate === undefined ? {} : { pieceRate }),
      ...(inspectionPoint === undefined ? {} : { inspectionPoint }),
    })),
  });
  const released = { bomVersionId: bom.id, revision: bom.revision, effectiveFrom: "2026-11-01" };
  void (await product.call(token, "boms.release", released)).data;
  return item;
}

/** Its only planned work order, released. */
export async function givenWork(factory: GivenFactory, item: Item): Promise<WorkOrderView> {
  return givenReleased(factory, item);
}

/** One scan of an operation, as a device sends it. */
export const scan = (task: Pick<Task, "id">, kind: string, at = "2026-11-23T01:00:00Z") => ({
  ...{ clientId: `device-${nextNumber()}`, kind, operationId: task.id, at },
});

/** A report of so many good pieces. */
export const report = (
  task: Pick<Task, "id">,
  good: string,
  at?: string,
  rest: Record<string, unknown> = {},
) => ({ ...scan(task, "report", at), good, ...rest });

/** A work order half-way: material taken, two operations reported, the last one judged, a part in stock. Answers its id. */
export async function givenLivedInWork(factory: GivenFactory): Promise<string> {
  const { product, token } = factory;
  const steel = await givenItem(factory, { standardCostPrice: "3" });
  await givenStock(factory, steel, "40", "3");
  const frame = await givenRoutedItem(
    factory,
    [[steel, "2"]],
    [
      { name: "下料", pieceRate: "0.5" },
      { name: "焊接", inspectionPoint: "final" },
    ],
  );
  await givenConfirmed(factory, await givenOrder(factory, [[frame, "10"]]));
  const { id: workOrderId, materials, operations } = await givenWork(factory, frame);
  const lines = [{ materialId: materials[0]!.id, quantity: "12" }];
  void (await product.call(token, "workOrders.issue", { workOrderId, lines })).data;
  const scans = [report(operations[0]!, "6"), report(operations[1]!, "6")];
  void (await product.call(token, "workScans.send", { scans })).data;
  const judged = { workOrderId, operationId: operations[1]!.id, passed: "4", scrap: "1" };
  void (await product.call(token, "workOrders.inspect", judged)).data;
  void (await product.call(token, "workOrders.finish", { workOrderId, quantity: "3" })).data;
  return workOrderId;
}
