import type { Day, DecimalText } from "@quanlian/shared/domain";
import { defineFact } from "../../kernel/events";
import type { Id } from "../../kernel/ids";

/** So much of an order line that has left, or that the customer has said something of. */
export interface ShippedLine {
  lineId: Id;
  orderId: Id;
  orderLineId: Id;
  itemId: Id | null;
  itemName: string;
  quantity: DecimalText;
  /** Of what a supplier has shipped straight: the line of his order. */
  purchaseOrderLineId: Id | null;
}

/** Whose a delivery is. */
interface Delivery {
  shipmentId: Id;
  number: string;
  customerId: Id;
  ownerId: Id | null;
  departmentId: Id | null;
  paymentTermId: Id | null;
}

export interface ShipmentDispatched extends Delivery {
  shippedOn: Day;
  /** By a supplier, past our stock and our plan's. */
  straight: boolean;
  lines: readonly ShippedLine[];
  picks: readonly {
    lineId: Id;
    itemId: Id;
    warehouseId: Id;
    locationId: Id;
    lotId: Id;
    quantity: DecimalText;
    catchQuantity: DecimalText;
    serials: readonly string[];
  }[];
}

/** Goods have left for a customer. */
export const shipmentDispatched = defineFact<ShipmentDispatched>(
  "shipmentDispatched",
  "shipment",
  (fact) => fact.shipmentId,
);

export interface ShipmentAnswered extends Delivery {
  /** What is as it should be of each line, and how much of it left. */
  lines: readonly (ShippedLine & { accepted: DecimalText })[];
}

/** The customer has all that the note says, as it should be. */
export const shipmentAccepted = defineFact<ShipmentAnswered>(
  "shipmentAccepted",
  "shipment",
  (fact) => fact.shipmentId,
);

/** The customer lacks something, or does not want it as it is. */
export const shipmentDisputed = defineFact<ShipmentAnswered>(
  "shipmentDisputed",
  "shipment",
  (fact) => fact.shipmentId,
);

/** What a claim came to. */
export interface ClaimSettled extends Delivery {
  claimId: Id;
  claimNumber: string;
  /** So much of the line as the claim is about. */
  line: ShippedLine;
  /** So much of it had left. */
  shipped: DecimalText;
}

/** What a claim is about is not to be paid, and not delivered again. */
export const claimCredited = defineFact<ClaimSettled>(
  "claimCredited",
  "claim",
  (fact) => fact.claimId,
);

/** What a claim is about is delivered anew, and paid then. */
export const claimRedelivered = defineFact<ClaimSettled>(
  "claimRedelivered",
  "claim",
  (fact) => fact.claimId,
);

/** A claim was not agreed to: the goods count as accepted. */
export const claimRefused = defineFact<ClaimSettled>(
  "claimRefused",
  "claim",
  (fact) => fact.claimId,
);
