import type { FoundPrice, Item, PriceList, SupplierPrice } from "@quanlian/shared/contract";
import { day, exact, toDecimalText } from "@quanlian/shared/domain";
import { createCtx } from "../../kernel/access";
import {
  givenStaff,
  givenTenant,
  nextNumber,
  type GivenTenant,
} from "../../../../tests/support/given";
import {
  givenCustomer,
  givenFactory,
  givenItem,
  type GivenFactory,
} from "../../../../tests/support/given-factory";
import { startProduct, type TestProduct } from "../../../../tests/support/product";
import { findSalePrices, findSupplierPrices } from ".";

let product: TestProduct;
let tenant: GivenTenant;
let factory: GivenFactory;
let other: GivenFactory;
let bolt: Item;
let plate: Item;

beforeAll(async () => {
  product = await startProduct();
  tenant = await givenTenant(product);
  factory = await givenFactory(product, tenant);
  other = await givenFactory(product, await givenTenant(product));
  bolt = await givenItem(factory);
  plate = await givenItem(factory);
});
afterAll(() => product.close());

const call = <T = PriceList>(operation: string, input: unknown, token = factory.token) =>
  product.call<T>(token, operation, input);

const priceList = async (values: object = {}): Promise<PriceList> => {
  const number = nextNumber();
  const input = { code: `PL${number}`, name: `价格表${number}`, ...values };
  return (await call("priceLists.create", input)).data;
};

const set = (list: PriceList, lines: object[], token?: string) =>
  call("priceLists.setPrices", { priceListId: list.id, revision: list.revision, lines }, token);

const at = (item: Item, unitPrice: string, minQuantity = "0", rest: object = {}) => ({
  ...{ itemId: item.id, unitPrice, minQuantity, validFrom: "2026-01-01" },
  ...rest,
});

const find = async (customerId: string | null, lines: object[], on?: string) =>
  (await call<{ lines: FoundPrice[] }>("prices.find", { customerId, lines, on })).data.lines;

const ctxOf = (tenantId: string) =>
  createCtx({
    services: product.services,
    actor: { kind: "job", tenantId, name: "test", onBehalfOf: null },
    origin: { requestId: "test-request", operation: "test.read", address: "" },
    language: "zh-CN",
  });

const linesOf = async (list: PriceList) =>
  (
    await call<{ rows: { unitPrice: string; minQuantity: string }[] }>("priceListLines.list", {
      filter: { priceList: { eq: list.id } },
    })
  ).data.rows;

describe("a price list", () => {
  it("takes prices by breaks, all of an item at a time, and gives them up again", async () => {
    const list = await priceList();
    expect(list).toMatchObject({
      includesTax: true,
      isDefault: false,
      isActive: true,
      lineCount: 0,
    });
    const first = (await set(list, [at(bolt, "10"), at(bolt, "9.5", "100"), at(plate, "80")])).data;
    expect(first).toMatchObject({ lineCount: 3, revision: 2 });
    const second = (await set(first, [at(bolt, "11")])).data;
    expect(second.lineCount).toBe(2);
    expect((await linesOf(list)).map(({ unitPrice }) => unitPrice).sort()).toEqual(["11", "80"]);
    const clear = { priceListId: list.id, revision: second.revision, itemIds: [plate.id] };
    expect((await call("priceLists.clearPrices", clear)).data.lineCount).toBe(1);
    expect((await set(first, [at(bolt, "1")])).error?.code).toBe("revision.stale");
  });

  it("tells all faults of its lines at once, and keeps what it had", async () => {
    const list = await priceList();
    const answer = await set(list, [
      at(bolt, "10"),
      { ...at(bolt, "9"), minQuantity: "0.0" },
      { itemId: other.unitId, unitPrice: "1" },
      { ...at(plate, "1"), unitId: other.unitId },
      at(plate, "1", "5", { validTo: "2025-12-31" }),
    ]);
    expect(answer.status).toBe(422);
    expect(answer.error?.issues?.map(({ path, code }) => `${path.join(".")} ${code}`)).toEqual([
      "lines.1.minQuantity issue.duplicate",
      "lines.2.itemId issue.reference",
      "lines.3.unitId issue.reference",
      "lines.4.validTo issue.period",
    ]);
    expect(await linesOf(list)).toEqual([]);
  });

  it("is the default one at a time, and only while it is in use", async () => {
    const first = await priceList({ isDefault: true });
    const second = await priceList({ isDefault: true });
    const shown = async ({ id }: PriceList) =>
      (await call("priceLists.show", { priceListId: id })).data;
    expect((await shown(first)).isDefault).toBe(false);
    const put = { priceListId: second.id, revision: second.revision, isActive: false };
    const refused = await call("priceLists.update", put);
    expect(refused.error?.issues).toMatchObject([{ code: "issue.default_in_use" }]);
    expect((await call("priceLists.update", { ...put, isDefault: false })).data).toMatchObject({
      isActive: false,
      isDefault: false,
    });
    const { code } = first;
    const same = await call("priceLists.create", { code, name: "x", validTo: "2026-01-01" });
    expect(same.error?.code).toBe("record.duplicate");
    const period = { validFrom: "2026-02-01", validTo: "2026-01-31" };
    const wrong = await call("priceLists.create", { code: "PERIOD", name: "x", ...period });
    expect(wrong.error?.issues).toMatchObject([{ path: ["validTo"], code: "issue.period" }]);
  });

  it("of another company is not found, exactly as one that does not exist", async () => {
    const list = await priceList();
    await set(list, [at(bolt, "10")]);
    for (const [operation, rest] of [
      ["priceLists.show", {}],
      ["priceLists.update", { revision: 2, name: "x" }],
      ["priceLists.setPrices", { revision: 2, lines: [{ itemId: bolt.id, unitPrice: "1" }] }],
      ["priceLists.clearPrices", { revision: 2, itemIds: [bolt.id] }],
    ] as const) {
      const ask = (priceListId: string) => call(operation, { priceListId, ...rest }, other.token);
      const [foreign, missing] = [await ask(list.id), await ask("987654321")];
      expect(foreign.status).toBe(404);
      expect({ ...foreign.error, requestId: "" }).toEqual({ ...missing.error, requestId: "" });
    }
    expect(await linesOf(list)).toHaveLength(1);
  });

  it("is given to a customer, and out of use to nobody else", async () => {
    const list = await priceList();
    const customerId = await givenCustomer(factory, { priceListId: list.id });
    const shown = await call<{ priceList: object }>("parties.show", { partyId: customerId });
    expect(shown.data.priceList).toEqual({ id: list.id, label: list.name });
    const put = { priceListId: list.id, revision: list.revision, isActive: false };
    expect((await call("priceLists.update", put)).ok).toBe(true);
    const late = { code: `L${nextNumber()}`, name: "迟到", isCustomer: true, priceListId: list.id };
    expect((await call("parties.create", late)).error?.code).toBe("reference.not_found");
    const foreign = await call("parties.create", late, other.token);
    expect(foreign.error?.code).toBe("reference.not_found");
  });
});

describe("what a customer pays", () => {
  let own: PriceList;
  let usual: PriceList;
  let customerId: string;

  beforeAll(async () => {
    usual = await priceList({ isDefault: true });
    own = await priceList({ includesTax: false });
    await set(usual, [at(bolt, "10"), at(bolt, "9", "100"), at(plate, "80")]);
    await set(own, [at(bolt, "8", "50"), at(bolt, "7.5", "500")]);
    customerId = await givenCustomer(factory, { priceListId: own.id });
  });

  it("is his own list's price, or the default one's, with the reason and the next break", async () => {
    const lines = [
      { itemId: bolt.id, quantity: "60" },
      { itemId: bolt.id, quantity: "49.9" },
      { itemId: plate.id, quantity: "1" },
    ];
    const [reached, below, unlisted] = await find(customerId, lines);
    expect(reached).toMatchObject({
      ...{ unitPrice: "8", includesTax: false, unitId: factory.unitId, quantity: "60" },
      why: {
        ...{ priceListId: own.id, code: own.code, list: "customer", minQuantity: "50" },
        nextBreak: { minQuantity: "500", unitPrice: "7.5" },
      },
    });
    expect(below).toMatchObject({
      ...{ unitPrice: "10", includesTax: true },
      why: { list: "default", nextBreak: { minQuantity: "100", unitPrice: "9" } },
    });
    expect(unlisted).toMatchObject({ unitPrice: "80", why: { list: "default", nextBreak: null } });
  });

  it("of somebody who is no customer yet is the default list's", async () => {
    const [price] = await find(null, [{ itemId: bolt.id, quantity: "500" }]);
    expect(price).toMatchObject({ unitPrice: "9", why: { list: "default", minQuantity: "100" } });
  });

  it("is unknown where no list has it, in that unit, on that day", async () => {
    const nut = await givenItem(factory);
    const unitId = (
      await call<{ id: string }>("units.create", {
        code: `kg${nextNumber()}`,
        name: "千克",
        places: 3,
      })
    ).data.id;
    const lines = [
      { itemId: nut.id, quantity: "1" },
      { itemId: plate.id, unitId, quantity: "1" },
    ];
    for (const each of await find(customerId, lines))
      expect(each).toMatchObject({ unitPrice: null, why: null });
    const before = await find(customerId, [{ itemId: plate.id, quantity: "1" }], "2025-12-31");
    expect(before[0]!.unitPrice).toBeNull();
  });

  it("names no customer and no item of others", async () => {
    const input = { customerId, lines: [{ itemId: bolt.id, quantity: "1" }] };
    const foreign = await call("prices.find", input, other.token);
    expect(foreign.error?.issues?.map(({ path }) => path.join("."))).toEqual([
      "customerId",
      "lines.0.itemId",
    ]);
    const roles = { permissions: ["prices.find"], scope: "own" as const };
    const { token } = await givenStaff(product, tenant, { roles });
    const hidden = await call("prices.find", input, token);
    expect(hidden.error).toMatchObject({
      code: "reference.not_found",
      facts: { field: "customerId" },
    });
  });

  it("is found for many lines by as many statements as for one", async () => {
    const line = { itemId: bolt.id, quantity: exact("60") };
    const asked = { customerId, on: day("2026-11-25"), lines: [line] };
    const ctx = ctxOf(tenant.tenantId);
    const [one] = await findSalePrices(ctx, asked);
    expect(toDecimalText(one!.unitPrice)).toBe("8");
    const many = await findSalePrices(ctx, {
      ...asked,
      lines: Array.from({ length: 400 }, () => line),
    });
    expect(many).toHaveLength(400);
    expect(many.every((each) => each?.unitPrice === one!.unitPrice)).toBe(true);
    const elsewhere = await findSalePrices(ctxOf(other.tenant.tenantId), asked);
    expect(elsewhere).toEqual([undefined]);
  });
});

describe("a supplier's price", () => {
  const supplier = (token = factory.token) => {
    const number = nextNumber();
    const input = { code: `S${number}`, name: `恒丰轴承${number}`, isSupplier: true };
    return call<{ id: string }>("parties.create", input, token).then(({ data }) => data.id);
  };
  const add = (supplierId: string, item: Item, values: object, token?: string) =>
    call<SupplierPrice>(
      "supplierPrices.create",
      { supplierId, itemId: item.id, unitPrice: "3", validFrom: "2026-01-01", ...values },
      token,
    );

  it("is kept with its break, minimum and lead time; the cheapest offer comes first", async () => {
    const [a, b] = [await supplier(), await supplier()];
    const first = (await add(a, plate, { leadTimeDays: 7, minimumOrder: "100" })).data;
    expect(first).toMatchObject({
      ...{ unitPrice: "3", minQuantity: "0", minimumOrder: "100", leadTimeDays: 7 },
      ...{ includesTax: true, validTo: null, masked: [] },
    });
    await add(a, plate, { minQuantity: "1000", unitPrice: "2.5" });
    await add(b, plate, { unitPrice: "2.8", validTo: "2026-12-31" });
    const ask = async (quantity: string, on = "2026-11-25") => {
      const lines = [{ itemId: plate.id, quantity: exact(quantity) }];
      const [offers] = await findSupplierPrices(ctxOf(tenant.tenantId), { on: day(on), lines });
      return offers!.map((offer) => [
        offer.supplierId,
        toDecimalText(offer.unitPrice),
        offer.belowMinimum,
      ]);
    };
    expect(await ask("10")).toEqual([
      [b, "2.8", false],
      [a, "3", true],
    ]);
    expect(await ask("1000")).toEqual([
      [a, "2.5", false],
      [b, "2.8", false],
    ]);
    expect(await ask("10", "2027-01-01")).toEqual([[a, "3", true]]);
    expect(await ask("10", "2025-12-31")).toEqual([]);
  });

  it("stands once for a quantity and a day; a later one replaces it, and it can be ended", async () => {
    const by = await supplier();
    const first = (await add(by, bolt, {})).data;
    expect((await add(by, bolt, { unitPrice: "4" })).error?.code).toBe("record.duplicate");
    expect((await add(by, bolt, { unitPrice: "4", validFrom: "2026-06-01" })).ok).toBe(true);
    const on = day("2026-11-25");
    const lines = [{ itemId: bolt.id, quantity: exact("1") }];
    const [offers] = await findSupplierPrices(ctxOf(tenant.tenantId), {
      supplierId: by,
      on,
      lines,
    });
    expect(offers!.map((offer) => toDecimalText(offer.unitPrice))).toEqual(["4"]);
    const end = { supplierPriceId: first.id, revision: 1, validTo: "2026-05-31" };
    expect((await call<SupplierPrice>("supplierPrices.update", end)).data.validTo).toBe(
      "2026-05-31",
    );
    expect((await call("supplierPrices.update", end)).error?.code).toBe("revision.stale");
    const wrong = { ...end, revision: 2, validTo: "2025-01-01" };
    expect((await call("supplierPrices.update", wrong)).error?.issues).toMatchObject([
      { code: "issue.period" },
    ]);
  });

  it("is hidden from whoever may not see costs, and unwritable for him", async () => {
    const by = await supplier();
    const { id } = (await add(by, bolt, { unitPrice: "987.654" })).data;
    const roles = { permissions: ["supplierPrices.*"], masks: ["cost" as const] };
    const { token } = await givenStaff(product, tenant, { roles });
    const shown = await call<SupplierPrice>("supplierPrices.show", { supplierPriceId: id }, token);
    expect(shown.data).toMatchObject({ unitPrice: null, masked: ["unitPrice"] });
    const list = await call("supplierPrices.list", { filter: { supplier: { eq: by } } }, token);
    expect(JSON.stringify(list.data)).not.toContain("987.654");
    const write = { supplierPriceId: id, revision: 1, unitPrice: "1" };
    const refused = await call("supplierPrices.update", write, token);
    expect(refused.error?.code).toBe("auth.field_masked");
    expect((await add(by, plate, {}, token)).error?.code).toBe("auth.field_masked");
  });

  it("is seen by whoever sees the supplier, and by nobody else", async () => {
    const permissions = ["supplierPrices.*", "parties.*"];
    const roles = { permissions, scope: "own" as const };
    const [ann, ben] = [
      await givenStaff(product, tenant, { roles }),
      await givenStaff(product, tenant, { roles }),
    ];
    const by = await supplier(ann.token);
    const price = (await add(by, bolt, {}, ann.token)).data;
    const seen = async (token: string) => ({
      listed: (
        await call<{ rows: object[] }>(
          "supplierPrices.list",
          { filter: { supplier: { eq: by } } },
          token,
        )
      ).data.rows.length,
      shown: (await call("supplierPrices.show", { supplierPriceId: price.id }, token)).status,
      changed: (
        await call(
          "supplierPrices.update",
          { supplierPriceId: price.id, revision: 99, leadTimeDays: 1 },
          token,
        )
      ).status,
    });
    expect(await seen(ann.token)).toEqual({ listed: 1, shown: 200, changed: 409 });
    expect(await seen(ben.token)).toEqual({ listed: 0, shown: 404, changed: 404 });
    expect(await seen(other.token)).toEqual({ listed: 0, shown: 404, changed: 404 });
    expect((await add(by, plate, {}, ben.token)).error?.code).toBe("reference.not_found");
    const share = { partyId: by, revision: 1, collaboratorIds: [ben.userId] };
    expect((await call("parties.share", share, ann.token)).ok).toBe(true);
    expect(await seen(ben.token)).toEqual({ listed: 1, shown: 200, changed: 409 });
  });

  it("tells all faults of its values at once", async () => {
    const input = {
      ...{ supplierId: factory.customerId, itemId: other.unitId, unitId: other.unitId },
      ...{ unitPrice: "1", validFrom: "2026-02-01", validTo: "2026-01-31" },
    };
    const answer = await call("supplierPrices.create", input);
    expect(answer.error?.issues?.map(({ path }) => path.join("."))).toEqual([
      "supplierId",
      "itemId",
      "unitId",
      "validTo",
    ]);
  });
});
