import type { Genealogy, Item, Recall, WorkOrderView } from "@quanlian/shared/contract";
import { givenTenant } from "../../../../tests/support/given";
import {
  givenConfirmed,
  givenCustomer,
  givenFactory,
  givenItem,
  givenOrder,
  type GivenFactory,
} from "../../../../tests/support/given-factory";
import { adjustLine, adjustStock } from "../../../../tests/support/given-inventory";
import { givenIssuedPurchase } from "../../../../tests/support/given-purchases";
import { givenDispatched, givenShipment } from "../../../../tests/support/given-shipments";
import { givenRoutedItem, givenWork, report } from "../../../../tests/support/given-works";
import { startProduct, type TestProduct } from "../../../../tests/support/product";

let product: TestProduct;
let factory: GivenFactory;

beforeAll(async () => {
  product = await startProduct();
  factory = await givenFactory(product, await givenTenant(product));
}, 60_000);
afterAll(() => product.close());

const call = <T>(operation: string, input: unknown) =>
  product.call<T>(factory.token, operation, input);
const lotId = async (item: Item, number: string) => {
  const filter = { number: { eq: number }, itemCode: { eq: item.code } };
  return (await call<{ rows: { id: string }[] }>("lots.list", { filter })).data.rows[0]!.id;
};
const show = async (item: Item, number: string) =>
  (await call<Genealogy>("genealogy.show", { lotId: await lotId(item, number) })).data;
const recall = async (item: Item, number: string) =>
  (await call<Recall>("genealogy.recall", { lotId: await lotId(item, number) })).data;
const issue = async (work: WorkOrderView, lotNumber: string, quantity: string) =>
  void (
    await call("workOrders.issue", {
      workOrderId: work.id,
      lines: [{ materialId: work.materials[0]!.id, quantity, lotNumber }],
    })
  ).data;

async function make(work: WorkOrderView, number: string, quantity: string) {
  void (await call("workScans.send", { scans: [report(work.operations[0]!, quantity)] })).data;
  const input = { workOrderId: work.id, quantity, lot: { number } };
  void (await call("workOrders.finish", input)).data;
}

/**
 * Steel of lots S1 (received from a supplier), S2 and S3 (found). Brackets B1 of S1 and S2 together; frames F1 and F2, out of one
 * work order, take B1 by themselves. S3 was taken for the brackets and came back whole. F1 went to a customer.
 */
async function givenLevels() {
  const steel = await givenItem(factory, { tracking: "lot", standardCostPrice: "3" });
  const supplierId = await givenCustomer(factory, { isCustomer: false, isSupplier: true });
  const bought = await givenIssuedPurchase(factory, supplierId, [[steel, "12"]]);
  const lot = { number: "S1", supplierLot: "炉号7" };
  const receipt = {
    ...{ purchaseOrderId: bought.id, revision: bought.revision },
    lines: [{ lineId: bought.lines[0]!.id, quantity: "12", lot }],
  };
  void (await call("goodsReceipts.receive", receipt)).data;
  const found = ["S2", "S3"].map((number) => adjustLine(factory, steel, "8", { lot: { number } }));
  void (await adjustStock(factory, found)).data;
  const bracket = await givenRoutedItem(factory, [[steel, "2"]], [{ name: "折弯" }], {
    ...{ tracking: "lot", backflush: true },
  });
  const frame = await givenRoutedItem(factory, [[bracket, "1"]], [{ name: "装配" }], {
    tracking: "lot",
  });
  const order = await givenConfirmed(factory, await givenOrder(factory, [[frame, "10"]]));
  const low = await givenWork(factory, bracket);
  const high = await givenWork(factory, frame);
  await issue(low, "S3", "2");
  const back = [{ materialId: low.materials[0]!.id, quantity: "2", lotNumber: "S3" }];
  void (await call("workOrders.returnMaterial", { workOrderId: low.id, lines: back })).data;
  await issue(low, "S1", "12");
  await issue(low, "S2", "8");
  await make(low, "B1", "10");
  await make(high, "F1", "4");
  await make(high, "F2", "6");
  const note = await givenDispatched(factory, order, ["4"]);
  await givenShipment(factory, order, ["3"]);
  return { steel, bracket, frame, low, high, note, supplierId, lot };
}

it("follows lots that were merged and split over every level, both ways, and leaves out what came back whole", async () => {
  const { steel, bracket, frame, low, high, note, supplierId } = await givenLevels();
  const ahead = await show(steel, "S1");
  expect(ahead).toMatchObject({ complete: true, truncated: false, backward: [] });
  expect(ahead.forward).toMatchObject([
    { depth: 1, workOrderNumber: low.number, itemCode: bracket.code, lotNumber: "B1" },
    { depth: 2, workOrderNumber: high.number, itemCode: frame.code, lotNumber: "F1" },
    { depth: 2, workOrderNumber: high.number, itemCode: frame.code, lotNumber: "F2" },
  ]);
  expect(ahead.deliveries).toMatchObject([
    {
      ...{ customerId: factory.customerId, shipmentId: note.id, shipmentNumber: note.number },
      ...{ itemCode: frame.code, quantity: "4" },
    },
  ]);
  const behind = await show(frame, "F1");
  expect(behind.forward).toEqual([]);
  expect(behind.backward.map(({ depth, lotNumber }) => [depth, lotNumber])).toEqual([
    [1, "B1"],
    [2, "S1"],
    [2, "S2"],
  ]);
  expect(behind.receipts).toMatchObject([
    { supplierId, lotNumber: "S1", supplierLot: "炉号7", quantity: "12" },
  ]);
  expect((await show(steel, "S3")).forward).toEqual([]);

  const reached = await recall(steel, "S2");
  expect(reached.deliveries).toEqual(ahead.deliveries);
  expect(reached.stillHere).toMatchObject([{ itemCode: frame.code, quantity: "6" }]);
  expect((await recall(steel, "S3")).stillHere).toMatchObject([{ lotNumber: "S3", quantity: "8" }]);
}, 60_000);

it("costs the same statements over many levels as over none", async () => {
  const { steel } = await givenLevels();
  const [used, unused] = [await lotId(steel, "S1"), await lotId(steel, "S3")];
  const cost = async (operation: string, id: string) => {
    await product.call(factory.token, "sessions.me");
    const from = product.statements.length;
    void (await call(operation, { lotId: id })).data;
    return product.statements.length - from;
  };
  expect(await cost("genealogy.show", used)).toBe(5);
  expect(await cost("genealogy.show", unused)).toBe(5);
  expect(await cost("genealogy.recall", used)).toBe(3);
}, 60_000);

it("answers nobody of another company", async () => {
  const { steel } = await givenLevels();
  const id = await lotId(steel, "S1");
  const other = await givenTenant(product);
  for (const operation of ["genealogy.show", "genealogy.recall"])
    expect((await product.call(other.admin.token, operation, { lotId: id })).status).toBe(404);
}, 60_000);
