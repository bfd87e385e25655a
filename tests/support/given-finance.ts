import type { Allocation, CashMovement } from "@quanlian/shared/contract";
import { nextNumber } from "./given";
import type { GivenFactory } from "./given-factory";

/** Builders of what is open between a party and the factory. */

/** A party that is customer and supplier at once. */
export async function givenTradingParty(
  factory: GivenFactory,
  options: Record<string, unknown> = {},
): Promise<{ id: string; code: string }> {
  const number = nextNumber();
  const { data } = await factory.product.call<{ id: string; code: string }>(
    factory.token,
    "parties.create",
    {
      ...{ code: `B${number}`, name: `象山五金${number}`, isCustomer: true, isSupplier: true },
      ...options,
    },
  );
  return data;
}

export interface OpenDocument {
  side?: "receivable" | "payable";
  number?: string;
  /** Yuan; below zero is a credit. */
  amount: string;
  documentedOn?: string;
  dueOn?: string;
}

/** A document that was open in the books of before; answers its item's id. */
export async function givenOpenItem(
  factory: GivenFactory,
  party: { code: string },
  document: OpenDocument,
): Promise<string> {
  const { product, token } = factory;
  const { side = "receivable", amount, documentedOn = "2026-10-01", dueOn = "" } = document;
  const number = document.number ?? `D${nextNumber()}`;
  const of = side === "receivable" ? "客户编码" : "供应商编码";
  const text = `${of},单据号,单据日期,到期日,未结金额\n${party.code},${number},${documentedOn},${dueOn},${amount}\n`;
  const file = { name: "open.csv", contentBase64: Buffer.from(text).toString("base64") };
  const name = side === "receivable" ? "openReceivables.import" : "openPayables.import";
  void (await product.call(token, name, { file })).data;
  const found = await product.call<{ rows: { id: string }[] }>(token, "openItems.list", {
    filter: { number: { eq: number }, partyCode: { eq: party.code }, side: { eq: side } },
  });
  return found.data.rows[0]!.id;
}

/** Money that came in (`receipt`) or went out (`payment`), in 分. */
export async function givenCash(
  factory: GivenFactory,
  kind: "receipt" | "payment",
  partyId: string,
  amountCents: number,
): Promise<CashMovement> {
  const input = { partyId, method: "bank", amountCents, movedOn: "2026-11-23" };
  const { data } = await factory.product.call<CashMovement>(
    factory.token,
    `${kind}s.create`,
    input,
  );
  return data;
}

export interface Settling {
  fromItemId?: string;
  toItemId: string;
  amountCents: number;
}

export async function givenAllocation(
  factory: GivenFactory,
  partyId: string,
  lines: Settling[],
  reason = "",
): Promise<Allocation> {
  const input = { partyId, lines, reason };
  const { data } = await factory.product.call<Allocation>(
    factory.token,
    "allocations.allocate",
    input,
  );
  return data;
}
