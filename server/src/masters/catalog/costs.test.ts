import type { Item, OutputOf, costsContract } from "@quanlian/shared/contract";
import { givenStaff, givenTenant, type GivenTenant } from "../../../../tests/support/given";
import { givenBom, part } from "../../../../tests/support/given-catalog";
import {
  givenFactory,
  givenItem,
  type GivenFactory,
} from "../../../../tests/support/given-factory";
import { startProduct, type TestProduct } from "../../../../tests/support/product";

type RollUp = OutputOf<(typeof costsContract)["items.costRollUp"]>;
type Adopted = OutputOf<(typeof costsContract)["items.adoptCost"]>;

let product: TestProduct;
let tenant: GivenTenant;
let factory: GivenFactory;
let press: string;
let hinge: Item;
let door: Item;
let steel: Item;

beforeAll(async () => {
  product = await startProduct();
  tenant = await givenTenant(product);
  factory = await givenFactory(product, tenant);
  const center = { code: "YL", name: "压力机", minutesPerDay: 480, costRatePerHour: "60" };
  press = (await call<{ id: string }>("workCenters.create", center)).data.id;
});
beforeEach(async () => {
  steel = await givenItem(factory, { standardCostPrice: "5" });
  hinge = await givenItem(factory, { supplyMode: "make", standardCostPrice: "9" });
  door = await givenItem(factory, { supplyMode: "make" });
  const stamping = {
    name: "冲压",
    workCenterId: press,
    setupMinutes: "30",
    runMinutesPerUnit: "1",
  };
  const operations = [{ ...stamping, pieceRate: "0.1" }];
  await givenBom(factory, hinge, { components: [part(steel, "0.2")], operations });
  await givenBom(factory, door, { components: [part(hinge, "3")] });
});
afterAll(() => product.close());

const call = <T>(operation: string, input: unknown, token = factory.token) =>
  product.call<T>(token, operation, input);
const costOf = async (item: Item) =>
  (await call<Item>("items.show", { itemId: item.id })).data.standardCostPrice;
const adopt = (items: readonly Item[], lotSize = "10", token = factory.token) => {
  const chosen = items.map(({ id, revision }) => ({ itemId: id, revision }));
  return call<Adopted>("items.adoptCost", { items: chosen, lotSize }, token);
};

describe("the cost of an item", () => {
  it("is rolled up from the bottom with every figure behind it", async () => {
    const { data } = await call<RollUp>("items.costRollUp", { itemId: door.id, lotSize: "10" });
    // 30 hinges in one lot: 0.2 × 5 + 1 minute + 30 ÷ 30 minutes at 1 a minute + 0.1 = 3.1 each; 3 to a door
    expect(data).toMatchObject({ lotSize: "10", unitCost: "9.3", totalCost: "93" });
    expect(data.nodes.map((node) => [node.item.id, node.level, node.lot, node.unitCost])).toEqual([
      [door.id, 0, "10", "9.3"],
      [hinge.id, 1, "30", "3.1"],
      [steel.id, 2, "6", "5"],
    ]);
    expect(data.nodes[1]!.terms).toMatchObject([
      { kind: "material", amount: "30", quantity: "6", unitCost: "5" },
      { kind: "labour", amount: "60", minutes: "60", ratePerHour: "60" },
      { kind: "piece_rate", amount: "3", rate: "0.1" },
    ]);
    expect(await costOf(door)).toBe("0");
  });

  it("costs the same statements however deep the structure is", async () => {
    const counts: number[] = [];
    for (const itemId of [door.id, hinge.id]) {
      // Whoever asks has just been looked up, so that this is out of the count.
      await call("sessions.me", {});
      const from = product.statements.length;
      await call("items.costRollUp", { itemId }).then((answer) => answer.data);
      counts.push(product.statements.length - from);
    }
    expect(counts[0]).toBe(counts[1]);
  });

  it("is not for whoever may not see costs, nor for another tenant", async () => {
    const clerk = await givenStaff(product, tenant, {
      roles: { permissions: ["items.*"], scope: "all", masks: ["cost"] },
    });
    const input = { itemId: door.id };
    const hidden = await call("items.costRollUp", input, clerk.token);
    expect(hidden.error?.code).toBe("auth.field_masked");
    expect((await adopt([door], "10", clerk.token)).error?.code).toBe("auth.field_masked");
    const stranger = await givenTenant(product);
    const foreign = await call("items.costRollUp", input, stranger.admin.token);
    expect(foreign.error?.code).toBe("record.not_found");
    expect((await adopt([door], "10", stranger.admin.token)).error?.code).toBe(
      "reference.not_found",
    );
    expect(await costOf(door)).toBe("0");
  });
});

describe("adopting costs", () => {
  it("writes them bottom up: what goes into another counts there at its new cost", async () => {
    const answer = await adopt([door, hinge]);
    // hinges in lots of 10: 1 + 1 + 3 + 0.1 = 5.1; a door is three of them
    expect(answer.data.rows).toMatchObject([
      { itemId: door.id, before: "0", after: "15.3" },
      { itemId: hinge.id, before: "9", after: "5.1" },
    ]);
    expect([await costOf(door), await costOf(hinge), await costOf(steel)]).toEqual([
      "15.3",
      "5.1",
      "5",
    ]);
    const again = await Promise.all(
      [door, hinge].map(async ({ id }) => (await call<Item>("items.show", { itemId: id })).data),
    );
    expect(again.map(({ revision }) => revision)).toEqual([door.revision + 1, hinge.revision + 1]);
    expect((await adopt(again)).data.rows).toEqual([]);
  });

  it("leaves out nobody else's standard: only chosen items are written", async () => {
    await adopt([door]).then((answer) => answer.data);
    expect([await costOf(door), await costOf(hinge)]).toEqual(["9.3", "9"]);
  });

  it("refuses stale, unknown, repeated and bought items, and writes nothing", async () => {
    const stale = { ...door, revision: door.revision + 1 };
    expect((await adopt([hinge, stale])).error?.code).toBe("revision.stale");
    const faulty = await adopt([door, door, steel, { ...door, id: "77" }]);
    expect(faulty.error?.issues?.map(({ path, code }) => [path[1], code])).toEqual([
      [1, "issue.duplicate"],
      [2, "issue.nothing_to_roll_up"],
      [3, "issue.reference"],
    ]);
    expect([await costOf(door), await costOf(hinge)]).toEqual(["0", "9"]);
  });
});
