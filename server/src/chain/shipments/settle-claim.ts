import type { InputOf, shipmentsContract } from "@quanlian/shared/contract";
import { exact, toDecimalText } from "@quanlian/shared/domain";
import { rowPredicate, type Ctx } from "../../kernel/access";
import { loadForUpdate, transact, type Tx } from "../../kernel/db";
import { refuse, refuseNotFound } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { deliveryOf, shipped } from "./dispatch-shipment";
import { saveMoved } from "./move-shipment";
import { orderLines } from "./order-lines";
import { claimCredited, claimRedelivered, claimRefused } from "./shipment.events";
import { Claim, Shipment } from "./shipment.model";
import { claimPolicy, shipmentPolicy } from "./shipment.policy";
import { findShipment } from "./shipment.present";
import { readShipmentLines } from "./shipment.queries";
import { claimStates, shipmentStates } from "./shipment.states";

type Input = InputOf<(typeof shipmentsContract)["claims.credit"]>;

/** Credits what a claim is about, at what was charged for it. */
export const creditClaim = (ctx: Ctx, input: Input) => settle(ctx, "credit", claimCredited, input);

/** Delivers what a claim is about anew. */
export const redeliverClaim = (ctx: Ctx, input: Input) =>
  settle(ctx, "redeliver", claimRedelivered, input, refuseEnded);

/** Does not agree to a claim: the goods count as accepted. */
export const refuseClaim = (ctx: Ctx, input: Input) => settle(ctx, "refuse", claimRefused, input);

/** The delivery first, then the claim that hangs on it. With its last open claim a delivery is resolved. */
function settle(
  ctx: Ctx,
  event: "credit" | "redeliver" | "refuse",
  fact: typeof claimCredited,
  { claimId, revision, note }: Input,
  check?: (tx: Tx, claim: Claim) => Promise<void>,
) {
  const permission = "claims.settle";
  return transact(ctx, async (tx) => {
    const named = await tx.row<{ shipmentId: Id }>(
      `SELECT c.shipment_id AS shipmentId FROM claims c WHERE c.tenant_id = :tenant AND c.id = :claimId
         AND ${rowPredicate(tx.actor, claimPolicy, permission, "c")}`,
      { claimId },
    );
    if (!named) refuseNotFound("claim");
    const { shipmentId } = named;
    const shipment = await loadForUpdate(tx, Shipment, shipmentPolicy, permission, shipmentId);
    const claim = await loadForUpdate(tx, Claim, claimPolicy, permission, claimId);
    tx.authorize(permission, claimPolicy, claim);
    claim.expectRevision(revision);
    const before = { state: claim.state };
    claim.state = claimStates.step(claim.state, event);
    await check?.(tx, claim);
    claim.resolution = note;
    await claim.saveRevision(tx);
    const { number, customerId, ownerId, departmentId } = claim;
    const about = { type: "claim", id: claimId, number, customerId, ownerId, departmentId };
    tx.record({ ...about, before, after: { state: claim.state }, reason: note });
    await emitSettled(tx, fact, shipment, claim);
    const open = await tx.row(
      `SELECT c.id FROM claims c WHERE c.tenant_id = :tenant AND c.shipment_id = :shipmentId AND c.state = 'open' LIMIT 1`,
      { shipmentId },
    );
    if (!open) {
      const was = shipment.state;
      shipment.state = shipmentStates.step(was, "resolve");
      await saveMoved(tx, shipment, was);
    }
    return findShipment(tx, permission, shipmentId);
  });
}

async function emitSettled(
  tx: Tx,
  fact: typeof claimCredited,
  shipment: Shipment,
  claim: Claim,
): Promise<void> {
  const lines = await readShipmentLines(tx, shipment.id);
  const line = shipped(lines.find(({ id }) => id === claim.shipmentLineId)!);
  await tx.emit(fact, {
    ...{ ...deliveryOf(shipment), claimId: claim.id, claimNumber: claim.number },
    line: { ...line, quantity: toDecimalText(exact(claim.quantity)) },
    shipped: line.quantity,
  });
}

/** Of an order that is over nothing more is delivered: what is wrong with it is credited, or refused. */
async function refuseEnded(tx: Tx, { shipmentId, shipmentLineId }: Claim): Promise<void> {
  const lines = await readShipmentLines(tx.books, shipmentId);
  const { orderLineId } = lines.find(({ id }) => id === shipmentLineId)!;
  await orderLines().lock(tx.books, [orderLineId]);
  const [line] = await orderLines().findForBooks(tx, [orderLineId]);
  if (!line?.isOpen)
    refuse("shipment.not_shippable", { lines: `${line?.orderNumber}/${line?.lineNo}` });
}
