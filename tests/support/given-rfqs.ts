import type { Item, PortalRfq, RfqView } from "@quanlian/shared/contract";
import { givenContactLogin, type GivenContact } from "./given";
import { givenConfirmed, givenCustomer, givenOrder, type GivenFactory } from "./given-factory";
import { rowsOf } from "./given-orders";

/** Builders of requests for quotation. */

/** A supplier with a clerk who signs in for him. */
export interface GivenSupplier {
  supplierId: string;
  clerk: GivenContact;
}

export async function givenSupplier(factory: GivenFactory): Promise<GivenSupplier> {
  const { product, token } = factory;
  const supplierId = await givenCustomer(factory, { isCustomer: false, isSupplier: true });
  const contact = { partyId: supplierId, name: "业务员" };
  const { data } = await product.call<{ id: string }>(token, "contacts.create", contact);
  const login = { kind: "supplier" as const, partyId: supplierId, contactId: data.id };
  return { supplierId, clerk: await givenContactLogin(product, factory.tenant, login) };
}

/** The requisition line that a confirmed order for so many of an item has raised; answers its id. */
export async function givenNeed(
  factory: GivenFactory,
  item: Item,
  quantity: string,
): Promise<string> {
  await givenConfirmed(factory, await givenOrder(factory, [[item, quantity]]));
  const open = (await rowsOf(factory, "requisitionLines", item)).filter(
    ({ state }) => state === "open",
  );
  expect(open).toHaveLength(1);
  return open[0]!.id!;
}

export interface AskedFor {
  lines: readonly object[];
  suppliers: readonly GivenSupplier[];
}

const EIGHT_HOURS_MS = 8 * 3_600_000;

/** Asks suppliers, who have eight hours to answer. */
export async function givenRfq(
  { product, token }: GivenFactory,
  { lines, suppliers }: AskedFor,
): Promise<RfqView> {
  const answerBy = new Date(product.clock.now().getTime() + EIGHT_HOURS_MS).toISOString();
  const { data } = await product.call<RfqView>(token, "rfqs.create", {
    ...{ answerBy, lines, supplierIds: suppliers.map(({ supplierId }) => supplierId) },
  });
  const moving = { rfqId: data.id, revision: data.revision };
  return (await product.call<RfqView>(token, "rfqs.send", moving)).data;
}

/** What one supplier was asked. */
export async function invitationOf(
  { product }: GivenFactory,
  rfq: RfqView,
  { supplierId, clerk }: GivenSupplier,
): Promise<PortalRfq> {
  const { id } = rfq.invitations.find((each) => each.supplierId === supplierId)!;
  return (await product.call<PortalRfq>(clerk.token, "portal.rfqs.show", { invitationId: id }))
    .data;
}

/** He offers every line at one price from the first piece on, or at what `offers` says line by line. */
export async function givenAnswer(
  factory: GivenFactory,
  rfq: RfqView,
  supplier: GivenSupplier,
  offers: string | readonly object[],
  rest: object = {},
) {
  const { id: invitationId, lines } = await invitationOf(factory, rfq, supplier);
  const offered = lines.map(({ id: lineId }, at) =>
    typeof offers === "string"
      ? { lineId, breaks: [{ minQuantity: "1", unitPrice: offers }], leadTimeDays: 7 }
      : { lineId, ...offers[at] },
  );
  const { product } = factory;
  return product.call<PortalRfq>(supplier.clerk.token, "portal.rfqs.answer", {
    ...{ invitationId, lines: offered, ...rest },
  });
}
