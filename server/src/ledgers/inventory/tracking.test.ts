import { runSelfAudit } from "../../../../scripts/self-audit/run-self-audit";
import { givenTenant } from "../../../../tests/support/given";
import {
  givenFactory,
  givenItem,
  type GivenFactory,
} from "../../../../tests/support/given-factory";
import {
  adjustLine,
  adjustStock,
  balancesOf,
  booksCtx,
  causeOf,
  givenWarehouse,
  transferStock,
} from "../../../../tests/support/given-inventory";
import { startProduct, type TestProduct } from "../../../../tests/support/product";
import type { LotView, SerialView } from "@quanlian/shared/contract";
import { transact } from "../../kernel/db";
import { NONE, postStock } from ".";

let product: TestProduct;
let factory: GivenFactory;

beforeAll(async () => {
  product = await startProduct();
  factory = await givenFactory(product, await givenTenant(product));
});
afterAll(async () => {
  const audit = await runSelfAudit(product.services.config.databaseUrl, {
    only: ["inventory.", "serials.", "lots."],
  });
  await product.close();
  expect(audit.faults).toEqual([]);
});

const main = () => ({ warehouseId: factory.warehouseId });
const call = <T>(operation: string, input: object) =>
  product.call<T>(factory.token, operation, input);

interface Rows {
  rows: { id: string; number: string; state: string; quantity: string }[];
}
const serialsOf = async (item: { id: string }) =>
  (await call<Rows>("serials.list", { filter: { item: { eq: item.id } } })).data.rows;

describe("an item told apart by lot", () => {
  it("moves only with a lot, and one that is not told apart moves only without", async () => {
    const batch = await givenItem(factory, { tracking: "lot" });
    const plain = await givenItem(factory);
    const service = await givenItem(factory, { kind: "service" });
    const refused = await adjustStock(factory, [
      adjustLine(factory, batch, "1"),
      adjustLine(factory, plain, "1", { lot: { number: "X" } }),
      adjustLine(factory, plain, "1", { serials: ["S"] }),
      adjustLine(factory, service, "1"),
    ]);
    expect(refused.error!.issues!.map((issue) => [issue.path.join("."), issue.code])).toEqual([
      ["lines.0.lot", "issue.lot_required"],
      ["lines.1.lot", "issue.lot_untracked"],
      ["lines.2.serials", "issue.serials_untracked"],
      ["lines.3.itemId", "issue.service_no_stock"],
    ]);
    expect(await balancesOf(factory, batch)).toEqual([]);
  });

  it("is found in the book by its lot, whose id is no plain column", async () => {
    const batch = await givenItem(factory, { tracking: "lot" });
    const [a, b] = ["FIND-A", "FIND-B"];
    for (const number of [a, b])
      expect(
        (await adjustStock(factory, [adjustLine(factory, batch, "1", { lot: { number } })])).status,
      ).toBe(200);
    const listed = async (filter: object) =>
      (
        await call<{ rows: { lot: { id: string; label: string } | null }[] }>("stockMoves.list", {
          filter,
        })
      ).data.rows;
    const [first] = await listed({ lot: { contains: a } });
    expect(first!.lot!.label).toBe(a);
    expect(await listed({ lot: { eq: first!.lot!.id } })).toHaveLength(1);
  });

  it("shows a lot with what is left of it and how it moved, and corrects its days", async () => {
    const item = await givenItem(factory, { tracking: "lot" });
    const lot = { number: "LOT-9", expiresOn: "2026-12-10", supplierLot: "S-1" };
    await adjustStock(factory, [adjustLine(factory, item, "5", { lot })]);
    await adjustStock(factory, [adjustLine(factory, item, "-2", { lot: { number: "LOT-9" } })]);
    const { rows } = (
      await call<Rows>("lots.list", {
        filter: { item: { eq: item.id }, expiresOn: { lte: "2026-12-31" }, inStock: { eq: true } },
      })
    ).data;
    expect(rows).toMatchObject([{ number: "LOT-9", quantity: "3" }]);
    const { data: shown } = await call<LotView>("lots.show", { lotId: rows[0]!.id });
    expect(shown).toMatchObject({ quantity: "3", supplierLot: "S-1" });
    expect(shown.moves.map((move) => move.quantity)).toEqual(["-2", "5"]);
    const { data: updated } = await call<LotView>("lots.update", {
      ...{ lotId: shown.id, revision: shown.revision, expiresOn: "2027-01-31" },
    });
    expect(updated).toMatchObject({ expiresOn: "2027-01-31", supplierLot: "S-1" });
    const stale = await call("lots.update", {
      ...{ lotId: shown.id, revision: shown.revision, expiresOn: null },
    });
    expect(stale.error!.code).toBe("revision.stale");
  });

  it("is refused by the book itself when a link posts it without, or with another item's lot", async () => {
    const [item, other] = [
      await givenItem(factory, { tracking: "lot" }),
      await givenItem(factory, { tracking: "lot" }),
    ];
    await adjustStock(factory, [adjustLine(factory, other, "1", { lot: { number: "O" } })]);
    const [foreign] = await balancesOf(factory, other);
    for (const lotId of [NONE, foreign!.lot!.id]) {
      const posting = transact(booksCtx(product, factory), (tx) => {
        const key = { itemId: item.id, ...main(), locationId: NONE, ownerPartyId: NONE, lotId };
        const line = {
          ...{ ...key, lineId: tx.newId(), status: "usable" as const, quantity: 1_000_000n },
          ...{ catchQuantity: 0n, value: { by: "pool" as const } },
        };
        return postStock(tx, { ...causeOf(tx), kind: "receipt" }, [line]);
      });
      await expect(posting).rejects.toMatchObject({ code: "stock.untracked" });
    }
    expect(await balancesOf(factory, item)).toEqual([]);
  });
});

describe("an item told apart by serial", () => {
  it("brings a number for each piece, takes only what is there, and knows where each piece is", async () => {
    const item = await givenItem(factory, { tracking: "serial" });
    const second = await givenWarehouse(factory);
    const few = await adjustStock(factory, [
      adjustLine(factory, item, "3", { serials: ["A", "B"] }),
    ]);
    expect(few.error!.issues![0]).toMatchObject({ code: "issue.serials_count" });
    const twice = await adjustStock(factory, [
      adjustLine(factory, item, "2", { serials: ["A", "a"] }),
    ]);
    expect(twice.error!.issues![0]).toMatchObject({ code: "issue.serials_count" });

    await adjustStock(factory, [adjustLine(factory, item, "3", { serials: ["A", "B", "C"] })]);
    const again = await adjustStock(factory, [adjustLine(factory, item, "1", { serials: ["B"] })]);
    expect(again.error).toMatchObject({ code: "serial.in_stock", facts: { serials: ["B"] } });

    const moved = await transferStock(factory, [
      {
        itemId: item.id,
        from: main(),
        to: { warehouseId: second },
        quantity: "1",
        serials: ["B"],
      },
    ]);
    expect(moved.ok).toBe(true);
    const gone = await adjustStock(factory, [adjustLine(factory, item, "-1", { serials: ["B"] })]);
    expect(gone.error).toMatchObject({ code: "serial.not_here", facts: { serials: ["B"] } });
    expect(
      (await adjustStock(factory, [adjustLine(factory, item, "-1", { serials: ["A"] })])).ok,
    ).toBe(true);

    const rows = await serialsOf(item);
    expect(Object.fromEntries(rows.map((row) => [row.number, row.state]))).toEqual({
      ...{ A: "out", B: "in_stock", C: "in_stock" },
    });
    const piece = rows.find((row) => row.number === "B")!;
    const { data } = await call<SerialView>("serials.show", { serialId: piece.id });
    expect(data.moves.map((move) => move.quantity)).toEqual(["1", "-1", "3"]);
    // What has left may come back.
    expect(
      (await adjustStock(factory, [adjustLine(factory, item, "1", { serials: ["A"] })])).ok,
    ).toBe(true);
  });

  it("counts once when the same piece is received twice at once", async () => {
    const item = await givenItem(factory, { tracking: "serial" });
    const line = adjustLine(factory, item, "1", { serials: ["唯一"] });
    const second = { ...line, warehouseId: await givenWarehouse(factory) };
    const answers = await Promise.all(
      [line, second, line].map((each) => adjustStock(factory, [each])),
    );
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
    const codes = answers.filter((answer) => !answer.ok).map((answer) => answer.error!.code);
    for (const code of codes) expect(["serial.in_stock", "record.duplicate"]).toContain(code);
    expect(await serialsOf(item)).toHaveLength(1);
  });
});

describe("another tenant", () => {
  it("finds neither lot nor piece", async () => {
    const item = await givenItem(factory, { tracking: "serial" });
    await adjustStock(factory, [adjustLine(factory, item, "1", { serials: ["N1"] })]);
    const [piece] = await serialsOf(item);
    const stranger = await givenFactory(product, await givenTenant(product));
    const answer = await product.call(stranger.token, "serials.show", { serialId: piece!.id });
    expect(answer).toMatchObject({ status: 404, error: { code: "record.not_found" } });
  });
});
