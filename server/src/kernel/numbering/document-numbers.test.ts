import { givenCtx } from "../../../../tests/support/contexts";
import { startProduct, type TestProduct } from "../../../../tests/support/product";
import { transact } from "../db/transact";
import { stockUpNumbers, takeNumber, takeNumbers } from "./document-numbers";

let product: TestProduct;
beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product.close());

describe("document numbers", () => {
  it("run on by day without gaps in a quiet factory", async () => {
    const ctx = givenCtx(product, "61");
    const numbers = [await takeNumber(ctx, "XSDD"), ...(await takeNumbers(ctx, "XSDD", 2))];
    expect(numbers).toEqual(["XSDD20261123-0001", "XSDD20261123-0002", "XSDD20261123-0003"]);
  });

  it("are never given twice, however many ask at once", async () => {
    const ctx = givenCtx(product, "62");
    const taken = await Promise.all(
      Array.from({ length: 60 }, (_, i) => takeNumbers(ctx, "SCGD", (i % 7) + 1)),
    );
    const numbers = taken.flat();
    expect(new Set(numbers).size).toBe(numbers.length);
  });

  it("differ by tenant and kind of document", async () => {
    expect(await takeNumber(givenCtx(product, "63"), "XSDD")).toBe("XSDD20261123-0001");
    expect(await takeNumber(givenCtx(product, "64"), "XSDD")).toBe("XSDD20261123-0001");
    expect(await takeNumber(givenCtx(product, "64"), "CGSQ")).toBe("CGSQ20261123-0001");
  });

  it("begin anew with the tenant's day", async () => {
    await takeNumber(givenCtx(product, "65"), "XSDD");
    product.clock.advance({ hours: 20 }); // past midnight in Shanghai, still the same day in UTC
    expect(await takeNumber(givenCtx(product, "65"), "XSDD")).toBe("XSDD20261124-0001");
  });

  it("are not taken back with the transaction that took them, and hold up no other", async () => {
    const ctx = givenCtx(product, "66");
    const failing = transact(ctx, async (tx) => {
      await takeNumber(tx, "XSDD");
      throw new Error("no order");
    });
    await expect(failing).rejects.toThrow("no order");
    expect(await takeNumber(ctx, "XSDD")).toMatch(/-0002$/);
  });

  it("that were stocked up are used before new ones are fetched", async () => {
    const ctx = givenCtx(product, "67");
    await stockUpNumbers(ctx, "SCGD", 3);
    const before = product.statements.length;
    const numbers = await takeNumbers(ctx, "SCGD", 3);
    expect(numbers.map((number) => number.slice(-4))).toEqual(["0001", "0002", "0003"]);
    expect(product.statements.length).toBe(before);
  });
});
