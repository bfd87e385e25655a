import type { Explanation, Item, Order, WorkOrderView } from "@quanlian/shared/contract";
import { connectForAudit, auditBooks } from "../../scripts/self-audit/run-self-audit";
import { givenTenant } from "../support/given";
import { givenBom, part } from "../support/given-catalog";
import {
  givenConfirmed,
  givenFactory,
  givenItem,
  givenOrder,
  givenStock,
  type GivenFactory,
} from "../support/given-factory";
import { startProduct, type TestProduct } from "../support/product";

let product: TestProduct;
let factory: GivenFactory;
let cabinet: Item;
let kit: Item;
let screw: Item;
let hinge: Item;
let oldHinge: Item;
let chips: Item;

/** A cabinet of a hinge, a kit of screws that is never made, and painting, which is a service; sawdust is left over. */
beforeAll(async () => {
  product = await startProduct();
  factory = await givenFactory(product, await givenTenant(product));
  screw = await givenItem(factory);
  hinge = await givenItem(factory);
  oldHinge = await givenItem(factory);
  chips = await givenItem(factory);
  const painting = await givenItem(factory, { kind: "service" });
  kit = await givenItem(factory, { supplyMode: "make", isPhantom: true });
  cabinet = await givenItem(factory, { supplyMode: "make", leadTimeDays: 2 });
  await givenBom(factory, kit, { components: [part(screw, "8")] });
  await givenBom(factory, cabinet, {
    components: [
      part(kit, "2"),
      part(hinge, "4", { substitutes: [{ itemId: oldHinge.id, ratio: "1.5" }] }),
      part(painting, "1"),
    ],
    byProducts: [part(chips, "3", { costShare: "0.02" })],
    operations: [
      { name: "封边", inspectionPoint: "first_article", pieceRate: "1.2" },
      { name: "喷漆", subcontracted: true },
    ],
  });
  await givenStock(factory, kit, "5");
  await givenStock(factory, oldHinge, "20");
});
afterAll(() => product.close());

const call = async <T>(operation: string, input: object) =>
  (await product.call<T>(factory.token, operation, input)).data;

async function onlyWorkOrder(): Promise<WorkOrderView> {
  const { rows } = await call<{ rows: { id: string }[] }>("workOrders.list", {
    filter: { state: { eq: "planned" } },
  });
  expect(rows).toHaveLength(1);
  return call<WorkOrderView>("workOrders.show", { workOrderId: rows[0]!.id });
}

async function cleanBooks(): Promise<void> {
  const connection = await connectForAudit(product.services.config.databaseUrl);
  try {
    const { checks } = await auditBooks(connection);
    expect(checks.filter((check) => !check.ok)).toEqual([]);
  } finally {
    await connection.end();
  }
}

describe("an order for what has phantoms, substitutes, services and by-products", () => {
  let order: Order;

  it("opens one work order with all of them frozen in it", async () => {
    order = await givenConfirmed(factory, await givenOrder(factory, [[cabinet, "10"]]));
    const work = await onlyWorkOrder();
    // 20 kits, 5 of them in stock; 15 × 8 screws; 40 hinges, 13 of them by 20 ÷ 1.5 old ones (19.5 → 20)
    expect(
      work.materials.map((each) => [each.lineNo, each.itemId, each.quantity, each.viaItemId]),
    ).toEqual([
      [1, kit.id, "5", null],
      [1, screw.id, "120", kit.id],
      [2, hinge.id, "27", null],
      [2, oldHinge.id, "20", null],
    ]);
    expect(work.materials[3]!.replacesItemId).toBe(hinge.id);
    expect(work.byProducts).toMatchObject([{ itemId: chips.id, perBase: "3", quantity: "30" }]);
    expect(work.operations).toMatchObject([
      { name: "封边", inspectionPoint: "first_article", subcontracted: false },
      { name: "喷漆", inspectionPoint: "none", subcontracted: true },
    ]);
    await cleanBooks();
  });

  it("explains each quantity, also what stands in for what", async () => {
    const { demands, supplies } = await call<Explanation>("orders.why", { orderId: order.id });
    const termsOf = (item: Item) =>
      demands
        .find((demand) => demand.itemId === item.id)!
        .quantity.terms.map((term) => [term.label, term.quantity]);
    expect(termsOf(hinge)).toEqual([
      ["why.net_requirement", "40"],
      ["why.substituted", "-13"],
    ]);
    expect(termsOf(oldHinge)).toEqual([
      ["why.stands_in", "19.5"],
      ["why.rounding", "0.5"],
    ]);
    expect(supplies.map(({ kind, itemId }) => [kind, itemId])).toContainEqual(["phantom", kit.id]);
    for (const demand of demands) expect(demand.cover.total).toBe("0");
  });

  it("takes everything back when it is cancelled", async () => {
    const { id, revision } = order;
    await call("orders.cancel", { orderId: id, revision, reason: "客户取消" });
    const { rows } = await call<{ rows: { quantity: string; state: string }[] }>("demands.list", {
      filter: { state: { eq: "open" } },
    });
    expect(rows).toEqual([]);
    await cleanBooks();
    const stock = await call<{ rows: { reserved: string }[] }>("inventory.stock", {
      itemIds: [kit.id, oldHinge.id],
    });
    expect(stock.rows.map((row) => row.reserved)).toEqual(["0", "0"]);
  });

  it("carries a custom line's copy of it to the work order as well", async () => {
    const line = { mode: "custom", itemId: cabinet.id, quantity: "1", unitPrice: "10" };
    const drafted = await givenOrder(factory, [], { lines: [line] });
    expect(drafted.lines[0]!.recipe?.operations).toMatchObject([
      { inspectionPoint: "first_article" },
      { subcontracted: true },
    ]);
    await givenConfirmed(factory, drafted);
    const work = await onlyWorkOrder();
    expect(work.byProducts).toMatchObject([{ itemId: chips.id, quantity: "3" }]);
    // 2 kits and the 4 hinges' substitutes are in stock: 4 × 1.5
    expect(work.materials.map((each) => [each.itemId, each.quantity])).toEqual([
      [kit.id, "2"],
      [hinge.id, "0"],
      [oldHinge.id, "6"],
    ]);
    await cleanBooks();
  });
});
