import { chargedWhen, exact, type Day } from "@quanlian/shared/domain";
import { settleOrders, type LineQuantity, type LineShare } from "../chain/orders";
import { charge, type ChargedDocument, type NewCharge } from "../chain/settlements";
import type { ClaimSettled, ShipmentAnswered, ShippedLine } from "../chain/shipments";
import type { Tx } from "../kernel/db";
import type { Id } from "../kernel/ids";
import { changeCommitments } from "../ledgers/finance";
import { findPaymentTerm } from "../masters/parties";

/** How what a delivery brings is charged: by the terms of its orders, on which they agree. */

type Delivery = Pick<
  ShipmentAnswered,
  "shipmentId" | "number" | "customerId" | "ownerId" | "departmentId" | "paymentTermId"
>;

/** The stages of the orders' term, and whether it charges when goods leave or when the customer has accepted them. */
export async function termOf(tx: Tx, { paymentTermId }: Delivery) {
  if (paymentTermId === null) return { stages: null, when: "shipped" as const };
  const stages = (await findPaymentTerm(tx, paymentTermId))?.stages ?? [];
  return { stages, when: chargedWhen(stages) };
}

export const quantitiesOf = (lines: readonly ShippedLine[]): LineQuantity[] =>
  lines.map(({ orderLineId, quantity }) => ({ orderLineId, quantity: exact(quantity) }));

/** A delivery as it is charged on a day. */
export const deliveryCharged = (
  { shipmentId, number, customerId, ownerId, departmentId }: Delivery,
  chargedOn: Day,
  stages: ChargedDocument["stages"],
): ChargedDocument => ({
  ...{ side: "receivable", kind: "shipment", partyId: customerId, ownerId, departmentId },
  ...{ sourceType: "shipment", sourceId: shipmentId, number, chargedOn, stages },
});

/** A claim as it is credited or charged on a day. */
export const claimCharged = (
  { claimId, claimNumber, customerId, ownerId, departmentId }: ClaimSettled,
  chargedOn: Day,
  stages: ChargedDocument["stages"] = null,
): ChargedDocument => ({
  ...{ side: "receivable", kind: "claim", partyId: customerId, ownerId, departmentId },
  ...{ sourceType: "claim", sourceId: claimId, number: claimNumber, chargedOn, stages },
});

/** Charges shares of order lines, but of those that are billed by milestones, and says so to their orders. */
export async function chargeShares(
  tx: Tx,
  factId: Id,
  document: ChargedDocument,
  lines: readonly ShippedLine[],
  shares: readonly LineShare[],
): Promise<void> {
  const byLine = new Map(lines.map((line) => [line.orderLineId, line]));
  const billed = shares.filter(({ billedByMilestones }) => !billedByMilestones);
  await charge(
    tx,
    factId,
    document,
    billed.map(({ orderLineId, billedByMilestones: _, ...share }): NewCharge => {
      const { lineId, itemName: description } = byLine.get(orderLineId)!;
      return { ...share, lineId, description, purchaseOrderId: null };
    }),
  );
  await settleShares(tx, factId, document, billed);
}

/** So much of orders is settled: their customer is committed to so much less. */
export async function settleShares(
  tx: Tx,
  factId: Id,
  { sourceId: _, partyId, chargedOn }: ChargedDocument,
  shares: readonly LineShare[],
): Promise<void> {
  const billed = shares.filter(({ billedByMilestones }) => !billedByMilestones);
  if (billed.length === 0) return;
  const changes = await settleOrders(tx, billed);
  const cause = { factId, sourceType: "order", occurredOn: chargedOn };
  await changeCommitments(
    tx,
    cause,
    partyId,
    changes.map(({ orderId: sourceId, differenceCents }) => ({ sourceId, differenceCents })),
  );
}
