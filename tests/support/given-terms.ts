import type { GivenFactory } from "./given-factory";

/** A payment term in stages, a party with a credit code and the default price list; answers their ids. */
export async function givenTermsOfTrade({ product, token }: GivenFactory) {
  const create = async (operation: string, input: object) =>
    (await product.call<{ id: string }>(token, operation, input)).data.id;
  const stage = { name: "款", trigger: "on_ship" };
  const stages = ["0.3", "0.7"].map((shareRate) => ({ ...stage, shareRate }));
  const term = { code: "JD", name: "分两期", kind: "milestones", stages };
  const creditCode = "91310110324425929E";
  const coded = { code: "CODED", name: "落霞铸件", isSupplier: true, creditCode };
  return {
    term: await create("paymentTerms.create", term),
    coded: await create("parties.create", coded),
    prices: await create("priceLists.create", { code: "PL", name: "默认", isDefault: true }),
  };
}
