import type { Allocation, CashMovement } from "@quanlian/shared/contract";
import { givenStaff, givenTenant } from "../../../../tests/support/given";
import {
  givenAllocation,
  givenCash,
  givenOpenItem,
  givenTradingParty,
} from "../../../../tests/support/given-finance";
import { givenFactory, type GivenFactory } from "../../../../tests/support/given-factory";
import { startProduct, type TestProduct } from "../../../../tests/support/product";

let product: TestProduct;
let factory: GivenFactory;
let party: { id: string; code: string };

beforeAll(async () => {
  product = await startProduct();
  factory = await givenFactory(product, await givenTenant(product));
});
afterAll(() => product.close());
beforeEach(async () => {
  party = await givenTradingParty(factory);
});

/** What is open of each item, by number; in 分. */
async function openOf(ids: string[]): Promise<number[]> {
  const { data } = await product.call<{ rows: { id: string; openCents: number }[] }>(
    factory.token,
    "openItems.list",
    { filter: { party: { eq: party.id } }, columns: ["openCents"] },
  );
  const byId = new Map(data.rows.map((row) => [row.id, row.openCents]));
  return ids.map((id) => byId.get(id)!);
}

const allocate = (lines: object[], reason = "", token = factory.token) =>
  product.call<Allocation>(token, "allocations.allocate", { partyId: party.id, lines, reason });

describe("allocating", () => {
  it("settles many with many, to the cent, and leaves the rest open", async () => {
    const first = await givenOpenItem(factory, party, { amount: "100.00" });
    const second = await givenOpenItem(factory, party, { amount: "50.01" });
    const credit = await givenOpenItem(factory, party, { amount: "-20" });
    const { openItemId } = await givenCash(factory, "receipt", party.id, 9_000);
    const made = await givenAllocation(factory, party.id, [
      { fromItemId: openItemId, toItemId: first, amountCents: 8_000 },
      { fromItemId: credit, toItemId: first, amountCents: 2_000 },
      { fromItemId: openItemId, toItemId: second, amountCents: 1_000 },
    ]);
    // 100 − 80 − 20 = 0; 50.01 − 10 = 40.01; 20 − 20 = 0; 90 − 80 − 10 = 0
    expect(await openOf([first, second, credit, openItemId])).toEqual([0, 4_001, 0, 0]);
    expect(made.lines.map(({ amountCents }) => amountCents)).toEqual([8_000, 2_000, 1_000]);
  });

  it("offsets a receivable with a payable of the same party", async () => {
    const owed = await givenOpenItem(factory, party, { amount: "100" });
    const owing = await givenOpenItem(factory, party, { side: "payable", amount: "60" });
    await givenAllocation(factory, party.id, [
      { fromItemId: owing, toItemId: owed, amountCents: 6_000 },
    ]);
    expect(await openOf([owed, owing])).toEqual([4_000, 0]);
  });

  it("refuses more than is open, also over several lines, and changes nothing", async () => {
    const owed = await givenOpenItem(factory, party, { amount: "100" });
    const { openItemId } = await givenCash(factory, "receipt", party.id, 20_000);
    const line = { fromItemId: openItemId, toItemId: owed, amountCents: 6_000 };
    const refused = await allocate([line, line]);
    expect([refused.status, refused.error?.issues]).toMatchObject([
      422,
      [{ path: ["lines", 1, "amountCents"], code: "issue.allocation_over_open" }],
    ]);
    expect(await openOf([owed, openItemId])).toEqual([10_000, 20_000]);
  });

  it("refuses pairs that cannot settle each other, and items of another party, all at once", async () => {
    const owed = await givenOpenItem(factory, party, { amount: "100" });
    const other = await givenOpenItem(factory, party, { amount: "100" });
    const { openItemId: paid } = await givenCash(factory, "payment", party.id, 1_000);
    const stranger = await givenTradingParty(factory);
    const foreign = await givenOpenItem(factory, stranger, { amount: "100" });
    const refused = await allocate([
      { fromItemId: other, toItemId: owed, amountCents: 1 },
      { fromItemId: paid, toItemId: owed, amountCents: 1 },
      { fromItemId: owed, toItemId: paid, amountCents: 1 },
      { fromItemId: paid, toItemId: foreign, amountCents: 1 },
    ]);
    expect(refused.error?.issues?.map(({ path, code }) => [path[1], path[2], code])).toEqual([
      [0, "fromItemId", "issue.allocation_pair"],
      [1, "fromItemId", "issue.allocation_pair"],
      [2, "fromItemId", "issue.allocation_pair"],
      [3, "toItemId", "issue.reference"],
    ]);
  });

  it("writes a small rest off with a reason, by whoever may, and no more than the limit", async () => {
    const owed = await givenOpenItem(factory, party, { amount: "100.03" });
    const line = { toItemId: owed, amountCents: 3 };
    const silent = await allocate([line]);
    expect(silent.error?.issues).toMatchObject([{ path: ["reason"] }]);
    const much = await allocate([{ toItemId: owed, amountCents: 1_001 }], "尾差");
    expect(much.error?.issues).toMatchObject([{ code: "issue.write_off_limit" }]);
    const roles = { permissions: ["parties.*", "allocations.allocate", "openItems.*"] };
    const clerk = await givenStaff(product, factory.tenant, { roles });
    const forbidden = await allocate([line], "尾差", clerk.token);
    expect(forbidden.error?.issues).toMatchObject([{ code: "issue.write_off_forbidden" }]);
    expect(await openOf([owed])).toEqual([10_003]);

    const made = await givenAllocation(factory, party.id, [line], "尾差");
    expect(made.lines).toMatchObject([{ fromItemId: null, amountCents: 3 }]);
    expect(await openOf([owed])).toEqual([10_000]);
  });

  it("is taken back by another allocation, once, and both stay readable", async () => {
    const owed = await givenOpenItem(factory, party, { amount: "100" });
    const { openItemId } = await givenCash(factory, "receipt", party.id, 4_000);
    const line = { fromItemId: openItemId, toItemId: owed, amountCents: 4_000 };
    const made = await givenAllocation(factory, party.id, [line]);
    const reverse = (allocationId: string) =>
      product.call<Allocation>(factory.token, "allocations.reverse", {
        allocationId,
        reason: "核错了",
      });
    const back = await reverse(made.id);
    expect(back.data).toMatchObject({ reversesId: made.id, lines: [{ amountCents: -4_000 }] });
    expect(await openOf([owed, openItemId])).toEqual([10_000, 4_000]);

    expect((await reverse(made.id)).error?.code).toBe("allocation.reversed");
    expect((await reverse(back.data.id)).error?.code).toBe("allocation.is_reversal");
    const former = await product.call<Allocation>(factory.token, "allocations.show", {
      allocationId: made.id,
    });
    expect(former.data).toMatchObject({ reversedById: back.data.id, actions: [] });
    expect(await openOf([owed, openItemId])).toEqual([10_000, 4_000]);
  });

  it("never settles one item twice when several people try at once", async () => {
    const owed = await givenOpenItem(factory, party, { amount: "100" });
    const { openItemId } = await givenCash(factory, "receipt", party.id, 100_000);
    const line = { fromItemId: openItemId, toItemId: owed, amountCents: 3_000 };
    const answers = await Promise.all(Array.from({ length: 6 }, () => allocate([line])));
    // 100 = 30 + 30 + 30 + 10 left
    expect(answers.filter(({ ok }) => ok)).toHaveLength(3);
    expect(await openOf([owed, openItemId])).toEqual([1_000, 91_000]);
  });
});

describe("receipts and payments", () => {
  it("stand as advances and lower what a customer is trusted with", async () => {
    const { data } = await product.call<CashMovement>(factory.token, "receipts.create", {
      partyId: party.id,
      method: "cash",
      amountCents: 12_345,
      movedOn: "2026-11-20",
      reference: "回单 8",
    });
    expect(data).toMatchObject({
      state: "posted",
      openCents: 12_345,
      actions: ["receipts.reverse"],
    });
    const [row] = await product.services.db.withConnection(
      (connection) =>
        new Promise<{ advance_received_cents: number }[]>((resolve, reject) => {
          const sql = `SELECT advance_received_cents FROM party_balances WHERE party_id = ${party.id}`;
          connection.query({ sql }, (error, rows) =>
            error ? reject(error) : resolve(rows as { advance_received_cents: number }[]),
          );
        }),
    );
    expect(row).toEqual({ advance_received_cents: 12_345 });
  });

  it("are refused for a party of the other role", async () => {
    const supplier = await givenTradingParty(factory, { isCustomer: false });
    const customer = await givenTradingParty(factory, { isSupplier: false });
    const cash = { method: "bank", amountCents: 1, movedOn: "2026-11-23" };
    const receipt = await product.call(factory.token, "receipts.create", {
      ...cash,
      partyId: supplier.id,
    });
    const payment = await product.call(factory.token, "payments.create", {
      ...cash,
      partyId: customer.id,
    });
    expect([receipt.error?.code, payment.error?.code]).toEqual([
      "party.not_customer",
      "party.not_supplier",
    ]);
  });

  it("are taken back only while nothing of them is allocated", async () => {
    const owed = await givenOpenItem(factory, party, { amount: "100" });
    const cash = await givenCash(factory, "receipt", party.id, 4_000);
    const line = { fromItemId: cash.openItemId, toItemId: owed, amountCents: 1_000 };
    const made = await givenAllocation(factory, party.id, [line]);
    const reverse = () =>
      product.call<CashMovement>(factory.token, "receipts.reverse", {
        cashMovementId: cash.id,
        revision: cash.revision,
        reason: "重复录入",
      });
    const refused = await reverse();
    expect(refused.error).toMatchObject({
      code: "cash_movement.allocated",
      facts: { allocatedYuan: "10.00" },
    });
    await product
      .call(factory.token, "allocations.reverse", { allocationId: made.id, reason: "x" })
      .then((answer) => answer.data);
    expect((await reverse()).data).toMatchObject({ state: "reversed", openCents: 0, actions: [] });
    expect(await openOf([owed, cash.openItemId])).toEqual([10_000, 0]);
  });

  it("are not booked into a month that is closed", async () => {
    const closed = await product.call(factory.token, "periods.close", { month: "2026-10" });
    expect(closed.ok).toBe(true);
    const cash = { partyId: party.id, method: "bank", amountCents: 100 };
    const late = await product.call(factory.token, "receipts.create", {
      ...cash,
      movedOn: "2026-10-31",
    });
    expect([late.status, late.error?.code]).toEqual([409, "period.closed"]);
    const open = await product.call(factory.token, "receipts.create", {
      ...cash,
      movedOn: "2026-11-01",
    });
    expect(open.ok).toBe(true);
  });

  it("of one kind are not found as the other", async () => {
    const cash = await givenCash(factory, "receipt", party.id, 4_000);
    const asPayment = await product.call(factory.token, "payments.show", {
      cashMovementId: cash.id,
    });
    expect(asPayment.error?.code).toBe("record.not_found");
  });
});

describe("a party's statement", () => {
  it("leads from the opening to the closing by its bookings; settlements change nothing", async () => {
    const owed = await givenOpenItem(factory, party, { number: "XS-1", amount: "100" });
    const cash = await givenCash(factory, "receipt", party.id, 4_000);
    const line = { fromItemId: cash.openItemId, toItemId: owed, amountCents: 4_000 };
    await givenAllocation(factory, party.id, [line]);
    await givenAllocation(factory, party.id, [{ toItemId: owed, amountCents: 5 }], "尾差");
    const show = async (from: string, to: string) =>
      (
        await product.call<{ receivable: { lines: object[] } }>(
          factory.token,
          "partyStatements.show",
          { partyId: party.id, from, to },
        )
      ).data.receivable;
    // 100 − 40 − 0.05 = 59.95
    expect(await show("2026-11-01", "2026-11-30")).toMatchObject({
      openingCents: 0,
      lines: [
        { source: "open_item", number: "XS-1", changeCents: 10_000, balanceCents: 10_000 },
        { source: "cash_movement", number: cash.number, changeCents: -4_000, balanceCents: 6_000 },
        { source: "allocation", changeCents: -5, balanceCents: 5_995 },
      ],
      closingCents: 5_995,
    });
    const later = { openingCents: 5_995, lines: [], closingCents: 5_995 };
    expect(await show("2026-12-01", "2026-12-31")).toEqual(later);
  });
});

describe("the list of open items", () => {
  it("says how long each has been due", async () => {
    // Today is 2026-11-23.
    const dueOn = ["2026-11-23", "2026-11-22", "2026-10-23", "2026-09-01", "2026-08-01"];
    for (const day of dueOn) {
      await givenOpenItem(factory, party, { amount: "1", documentedOn: "2026-01-01", dueOn: day });
    }
    const { data } = await product.call<{ rows: { ageing: string }[] }>(
      factory.token,
      "openItems.list",
      { filter: { party: { eq: party.id } }, sort: [{ field: "dueOn", direction: "desc" }] },
    );
    expect(data.rows.map(({ ageing }) => ageing)).toEqual([
      "not_due",
      "overdue_30",
      "overdue_60",
      "overdue_90",
      "overdue_more",
    ]);
    const filtered = await product.call<{ count: number }>(factory.token, "openItems.count", {
      filter: { party: { eq: party.id }, ageing: { in: ["overdue_90", "overdue_more"] } },
    });
    expect(filtered.data.count).toBe(2);
  });
});
