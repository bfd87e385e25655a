import type { Availability } from "@quanlian/shared/contract";
import { day, exactFromInteger, toDecimalText } from "@quanlian/shared/domain";
import { givenTenant } from "../../../../tests/support/given";
import {
  givenConfirmed,
  givenFactory,
  givenItem,
  givenOrder,
  givenStock,
  type GivenFactory,
} from "../../../../tests/support/given-factory";
import { adjustLine, adjustStock } from "../../../../tests/support/given-inventory";
import { startProduct, type TestProduct } from "../../../../tests/support/product";
import { promisableByDay } from "./available";

let product: TestProduct;
let factory: GivenFactory;

beforeAll(async () => {
  product = await startProduct();
  factory = await givenFactory(product, await givenTenant(product));
});
afterAll(() => product.close());

it("promises on a day the least that any later day still has, and never less than nothing", () => {
  const flow = (on: string, supply: number, demand: number) => ({
    day: day(on),
    supply: exactFromInteger(supply),
    demand: exactFromInteger(demand),
  });
  const days = promisableByDay(exactFromInteger(10), day("2026-11-23"), [
    flow("2026-11-25", 0, 8),
    flow("2026-11-30", 5, 0),
    flow("2026-12-01", 0, 12),
    flow("2026-12-10", 9, 0),
  ]);
  expect(
    days.map((each) => [each.day, toDecimalText(each.projected), toDecimalText(each.promisable)]),
  ).toEqual([
    ["2026-11-23", "10", "0"],
    ["2026-11-25", "2", "0"],
    ["2026-11-30", "7", "0"],
    ["2026-12-01", "-5", "0"], // 12 are wanted, 7 are there
    ["2026-12-10", "4", "4"],
  ]);
});

it("counts what is reserved once, and what is planned with what asked for it", async () => {
  const item = await givenItem(factory, { lotMinimum: "20" });
  await givenStock(factory, item, "10");
  await adjustStock(factory, [adjustLine(factory, item, "4", { status: "inspection" })]);
  await givenConfirmed(factory, await givenOrder(factory, [[item, "15"]]));
  const input = { itemId: item.id };
  const { data } = await product.call<Availability>(factory.token, "items.available", input);
  // 10 reserved for the order; 20 come for the 5 that lack: 15 are left to promise from then on.
  expect(data).toMatchObject({ onHand: "10", reserved: "10", held: "4" });
  expect(data.days.at(-1)).toMatchObject({ promisable: "15", projected: "15" });
  expect(data.days[0]).toMatchObject({ day: "2026-11-23", promisable: "0" });
  const elsewhere = await product.call<Availability>(factory.token, "items.available", {
    ...{ ...input, warehouseId: "1" },
  });
  expect(elsewhere.data).toMatchObject({ onHand: "0", days: [{ promisable: "0" }] });
  const stranger = await givenFactory(product, await givenTenant(product));
  expect((await product.call(stranger.token, "items.available", input)).status).toBe(404);
});
