import type { ImportAnswer } from "@quanlian/shared/contract";
import { givenStaff, givenTenant } from "../../../../tests/support/given";
import { givenTradingParty } from "../../../../tests/support/given-finance";
import { givenFactory, type GivenFactory } from "../../../../tests/support/given-factory";
import { startProduct, type TestProduct } from "../../../../tests/support/product";

let product: TestProduct;
let factory: GivenFactory;

beforeAll(async () => {
  product = await startProduct();
  factory = await givenFactory(product, await givenTenant(product));
});
afterAll(() => product.close());

const imported = (rows: string[], token = factory.token) => {
  const text = ["客户编码,单据号,单据日期,到期日,未结金额", ...rows].join("\n");
  const file = { name: "open.csv", contentBase64: Buffer.from(text).toString("base64") };
  return product.call<ImportAnswer>(token, "openReceivables.import", { file });
};

const countOf = async (partyId: string) =>
  (
    await product.call<{ count: number }>(factory.token, "openItems.count", {
      filter: { party: { eq: partyId } },
    })
  ).data.count;

describe("importing what is open from before", () => {
  it("books each document once; the same file again changes nothing, a credit is below zero", async () => {
    const party = await givenTradingParty(factory);
    const rows = [
      `${party.code},XS-1,2026-08-15,2026-12-31,100.50`,
      `${party.code},XS-2,2026-09-01,,-20`,
    ];
    expect((await imported(rows)).data).toMatchObject({ createdCount: 2, unchangedCount: 0 });
    expect((await imported(rows)).data).toMatchObject({ createdCount: 0, unchangedCount: 2 });
    const { data } = await product.call<{ rows: object[] }>(factory.token, "openItems.list", {
      filter: { party: { eq: party.id } },
      sort: [{ field: "number", direction: "asc" }],
    });
    expect(data.rows).toMatchObject([
      { number: "XS-1", direction: "charge", openCents: 10_050, dueOn: "2026-12-31" },
      { number: "XS-2", direction: "credit", openCents: 2_000, dueOn: "2026-09-01" },
    ]);
  });

  it("names every fault at once and books nothing", async () => {
    const party = await givenTradingParty(factory);
    const supplier = await givenTradingParty(factory, { isCustomer: false });
    await imported([`${party.code},XS-9,2026-08-15,,5`]);
    const refused = await imported([
      `${party.code},XS-1,2026-08-15,2026-08-14,100`,
      `没有,XS-2,2026-08-15,,100`,
      `${supplier.code},XS-3,2026-08-15,,100`,
      `${party.code},XS-4,2026-08-15,,0`,
      `${party.code},xs-1,2026-08-15,,1`,
      `${party.code},XS-9,2026-08-15,,6`,
      `${party.code},XS-5,2026-13-01,,1`,
    ]);
    expect(refused.error?.issues?.map(({ path, code }) => [...path.slice(1), code])).toEqual([
      [2, "dueOn", "import.day_before"],
      [3, "party", "import.reference"],
      [4, "party", "import.not_customer"],
      [5, "amount", "import.amount_zero"],
      [6, "number", "import.duplicate"],
      [7, "amount", "import.fixed"],
      [8, "documentedOn", "import.day"],
    ]);
    expect(await countOf(party.id)).toBe(1);
  });

  it("knows no party beyond the person's reach", async () => {
    const party = await givenTradingParty(factory);
    const roles = { permissions: ["openReceivables.import"], scope: "own" as const };
    const clerk = await givenStaff(product, factory.tenant, { roles });
    const refused = await imported([`${party.code},XS-1,2026-08-15,,1`], clerk.token);
    expect(refused.error?.issues).toMatchObject([{ code: "import.reference" }]);
  });
});
