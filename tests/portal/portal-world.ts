import type {
  PortalQuote,
  PurchaseOrderView,
  Quote,
  ShipmentView,
  StatementView,
} from "@quanlian/shared/contract";
import { givenContactLogin, givenTenant, PASSWORD, type GivenContact } from "../support/given";
import {
  givenConfirmed,
  givenCustomer,
  givenFactory,
  givenItem,
  givenOrder,
  givenStock,
  type GivenFactory,
} from "../support/given-factory";
import { givenIssuedPurchase } from "../support/given-purchases";
import { givenSentQuote } from "../support/given-quotes";
import { givenRfq, invitationOf } from "../support/given-rfqs";
import { givenDispatched } from "../support/given-shipments";
import { givenSentStatement } from "../support/given-statements";
import type { TestProduct } from "../support/product";

export { PASSWORD };

/** A factory with a customer and a supplier who have signed in before, and one of each document that asks them something. */
export interface PortalWorld {
  factory: GivenFactory;
  buyer: GivenContact;
  seller: GivenContact;
  quote: Quote;
  delivery: ShipmentView;
  orderId: string;
  purchase: PurchaseOrderView;
  /** What the supplier is asked to name a price for. */
  invitationId: string;
}

export async function givenPortalWorld(product: TestProduct): Promise<PortalWorld> {
  const base = await givenFactory(product, await givenTenant(product));
  const customerId = await givenCustomer(base, { name: "苏州澄禾机电" });
  const factory = { ...base, customerId };
  const supplierId = await givenCustomer(factory, { name: "无锡钢桥金属", isSupplier: true });
  const buyer = await givenContact(factory, "customer", customerId, ["周敏", "苏州澄禾机电"]);
  const seller = await givenContact(factory, "supplier", supplierId, ["陶工", "无锡钢桥金属"]);
  const [flange, bracket, plate] = [
    await givenItem(factory, { name: "CNC 法兰 DN80" }),
    await givenItem(factory, { name: "不锈钢支架 L80×60" }),
    await givenItem(factory, { name: "304 不锈钢板 1.5" }),
  ];
  const quote = await givenSentQuote(
    factory,
    [
      {
        item: flange,
        breaks: [
          { quantity: "120", unitPrice: "168" },
          { quantity: "300", unitPrice: "159.5" },
        ],
      },
      { item: bracket, quantity: "500", price: "23.6" },
    ],
    { title: "法兰和支架" },
  );
  for (const item of [flange, bracket]) await givenStock(factory, item, "400", "9");
  const order = await givenConfirmed(
    factory,
    await givenOrder(factory, [
      [bracket, "200"],
      [flange, "60"],
    ]),
  );
  const delivery = await givenDispatched(factory, order, ["200", "60"]);
  const purchase = await givenIssuedPurchase(factory, supplierId, [[plate, "600"]]);
  const asked = { supplierId, clerk: seller };
  const wanted = { itemId: plate.id, quantity: "300", dueOn: "2026-12-28" };
  const rfq = await givenRfq(factory, { lines: [wanted], suppliers: [asked] });
  const { id: invitationId } = await invitationOf(factory, rfq, asked);
  const documents = { quote, delivery, orderId: order.id, purchase, invitationId };
  return { factory, buyer, seller, ...documents };
}

async function givenContact(
  factory: GivenFactory,
  kind: "customer" | "supplier",
  partyId: string,
  [name, partyName]: [string, string],
): Promise<GivenContact> {
  const { data } = await factory.product.call<{ id: string }>(factory.token, "contacts.create", {
    partyId,
    name,
  });
  return givenContactLogin(factory.product, factory.tenant, {
    ...{ kind, partyId, contactId: data.id, name, partyName },
  });
}

/** The customer's month, after the delivery has been answered. */
export const givenMonth = ({ factory }: PortalWorld): Promise<StatementView> =>
  givenSentStatement(factory, factory.customerId);

/** What became of something, as its own side reads it. */
export const ownView = async <T = PortalQuote>(
  { factory: { product } }: PortalWorld,
  { token }: GivenContact,
  operation: string,
  input: object,
): Promise<T> => (await product.call<T>(token, operation, input)).data;
