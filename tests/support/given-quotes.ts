import type { Item, PortalQuote, Quote } from "@quanlian/shared/contract";
import { givenContactLogin, nextNumber, type GivenContact } from "./given";
import type { GivenFactory } from "./given-factory";

/** A line of an item (or of free text) at one price, or at several. */
export interface GivenQuoteLine {
  item?: Item;
  quantity?: string;
  price?: string;
  [more: string]: unknown;
}

export const quoteLine = ({ item, quantity = "1", price = "100", ...more }: GivenQuoteLine) => ({
  ...(item ? { itemId: item.id } : { description: "表面处理" }),
  breaks: [{ quantity, unitPrice: price }],
  ...more,
});

/** A draft for the factory's customer, written by its administrator unless another token is given. */
export async function givenQuote(
  factory: GivenFactory,
  lines: readonly GivenQuoteLine[],
  options: Record<string, unknown> = {},
  token = factory.token,
): Promise<Quote> {
  const { data } = await factory.product.call<Quote>(token, "quotes.create", {
    customerId: factory.customerId,
    title: "机箱",
    lines: lines.map(quoteLine),
    ...options,
  });
  return data;
}

/** The same, with the customer. */
export async function givenSentQuote(
  factory: GivenFactory,
  lines: readonly GivenQuoteLine[],
  options: Record<string, unknown> = {},
): Promise<Quote> {
  const { id, revision } = await givenQuote(factory, lines, options);
  const { data } = await factory.product.call<Quote>(factory.token, "quotes.send", {
    quoteId: id,
    revision,
  });
  return data;
}

/** A contact of the factory's customer (or of another one) who has signed in. */
export async function givenBuyer(
  factory: GivenFactory,
  partyId = factory.customerId,
): Promise<GivenContact> {
  const { data } = await factory.product.call<{ id: string }>(factory.token, "contacts.create", {
    partyId,
    name: `采购${nextNumber()}`,
  });
  return givenContactLogin(factory.product, factory.tenant, {
    kind: "customer",
    partyId,
    contactId: data.id,
  });
}

export const ownQuote = async (factory: GivenFactory, buyer: GivenContact, quoteId: string) =>
  (await factory.product.call<PortalQuote>(buyer.token, "portal.quotes.show", { quoteId })).data;
