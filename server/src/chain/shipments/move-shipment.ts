import type { InputOf, shipmentsContract } from "@quanlian/shared/contract";
import type { Ctx } from "../../kernel/access";
import { loadForUpdate, transact, type Tx } from "../../kernel/db";
import type { Id } from "../../kernel/ids";
import { Shipment } from "./shipment.model";
import { shipmentPolicy } from "./shipment.policy";
import { findShipment } from "./shipment.present";
import { shipmentStates } from "./shipment.states";

type Input<K extends keyof typeof shipmentsContract> = InputOf<(typeof shipmentsContract)[K]>;

/** Whom a change of a delivery concerns, for the audit and for live events. */
export const subjectOf = (shipment: Shipment) => ({
  ...{ type: "shipment", id: shipment.id, number: shipment.number },
  ...{ ownerId: shipment.ownerId, departmentId: shipment.departmentId },
  customerId: shipment.customerId,
});

/** Locks a delivery within the actor's reach, does the work on it, and answers it as it is then. */
export const onShipment = (
  ctx: Ctx,
  permission: string,
  { shipmentId, revision }: { shipmentId: Id; revision: number },
  work: (tx: Tx, shipment: Shipment) => Promise<void>,
) =>
  transact(ctx, async (tx) => {
    const shipment = await loadForUpdate(tx, Shipment, shipmentPolicy, permission, shipmentId);
    tx.authorize(permission, shipmentPolicy, shipment);
    shipment.expectRevision(revision);
    await work(tx, shipment);
    return findShipment(tx, permission, shipmentId);
  });

/** Saves a delivery that has moved, with what the audit says of it. */
export async function saveMoved(
  tx: Tx,
  shipment: Shipment,
  before: Shipment["state"],
  more: { after?: object; reason?: string } = {},
): Promise<void> {
  await shipment.saveRevision(tx);
  const after = { state: shipment.state, ...more.after };
  const reason = more.reason === undefined ? {} : { reason: more.reason };
  tx.record({ ...subjectOf(shipment), before: { state: before }, after, ...reason });
}

/** Writes down who signed for the goods. */
export const deliverShipment = (ctx: Ctx, { signedBy, ...input }: Input<"shipments.deliver">) =>
  onShipment(ctx, "shipments.deliver", input, async (tx, shipment) => {
    const before = shipment.state;
    shipment.state = shipmentStates.step(shipment.state, "deliver");
    shipment.deliveredAt = tx.now;
    shipment.signedBy = signedBy;
    await saveMoved(tx, shipment, before, { after: { signedBy } });
  });

/** Takes back a delivery note whose goods have not left: what it was for may be shipped otherwise. */
export const cancelShipment = (ctx: Ctx, { reason, ...input }: Input<"shipments.cancel">) =>
  onShipment(ctx, "shipments.cancel", input, async (tx, shipment) => {
    const before = shipment.state;
    shipment.state = shipmentStates.step(shipment.state, "cancel");
    shipment.cancelReason = reason;
    await saveMoved(tx, shipment, before, { reason });
  });
