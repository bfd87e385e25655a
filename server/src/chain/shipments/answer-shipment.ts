import type {
  InputOf,
  portalShipmentsContract,
  shipmentsContract,
} from "@quanlian/shared/contract";
import { exact, toDecimalText, type Exact } from "@quanlian/shared/domain";
import type { Ctx } from "../../kernel/access";
import { insertRows, loadForUpdate, transact, updateRows, type Tx } from "../../kernel/db";
import { Faults, refuse, refuseNotFound } from "../../kernel/errors";
import { prefixes, takeNumbers } from "../../kernel/numbering";
import { deliveryOf, shipped } from "./dispatch-shipment";
import { onShipment, saveMoved } from "./move-shipment";
import { shipmentAccepted, shipmentDisputed } from "./shipment.events";
import { Claim, Shipment, ShipmentLine } from "./shipment.model";
import { shipmentPolicy } from "./shipment.policy";
import { findOwnShipment, isAnswerable } from "./shipment.present";
import { readShipmentLines, type ShipmentLineRow } from "./shipment.queries";
import { claimStates, shipmentStates } from "./shipment.states";

type Said = InputOf<(typeof shipmentsContract)["shipments.recordAcceptance"]>["lines"];

/** Writes down what the customer said, by telephone say. */
export const recordAcceptance = (
  ctx: Ctx,
  { lines, ...input }: InputOf<(typeof shipmentsContract)["shipments.recordAcceptance"]>,
) =>
  onShipment(ctx, "shipments.recordAcceptance", input, (tx, shipment) =>
    answer(tx, shipment, lines),
  );

/** The customer says it himself. Of two contacts who do so at once, the second finds it done. */
export const acceptOwnShipment = (
  ctx: Ctx,
  { shipmentId, lines }: InputOf<(typeof portalShipmentsContract)["portal.shipments.accept"]>,
) =>
  transact(ctx, async (tx) => {
    const permission = "portal.shipments.show";
    const shipment = await loadForUpdate(tx, Shipment, shipmentPolicy, permission, shipmentId);
    tx.authorize(permission, shipmentPolicy, shipment);
    if (shipment.dispatchedAt === null) refuseNotFound("shipment");
    if (shipment.answeredAt === null) await answer(tx, shipment, lines);
    return findOwnShipment(tx, shipmentId);
  });

interface Answered {
  line: ShipmentLineRow;
  short: Exact;
  rejected: Exact;
  accepted: Exact;
  reason: string | null;
}

/** What is not missing and not rejected is accepted; each part that is, is a claim of its own. */
async function answer(tx: Tx, shipment: Shipment, said: Said): Promise<void> {
  const { number, state } = shipment;
  if (!isAnswerable(state)) refuse("shipment.not_answerable", { number, state });
  const answered = judged(tx, await readShipmentLines(tx, shipment.id), said);
  await updateRows(
    tx,
    ShipmentLine,
    ["acceptedQuantity", "shortQuantity", "rejectedQuantity", "answerNote"],
    answered.map(({ line, short, rejected, accepted, reason }) => ({
      ...{ id: line.id, acceptedQuantity: accepted, shortQuantity: short },
      ...{ rejectedQuantity: rejected, answerNote: reason },
    })),
  );
  const claims = answered.flatMap((each) =>
    (["short", "rejected"] as const).flatMap((kind) =>
      each[kind] > 0n ? [{ ...each, kind }] : [],
    ),
  );
  await openClaims(tx, shipment, claims);
  shipment.state = shipmentStates.step(state, claims.length > 0 ? "dispute" : "accept");
  shipment.answeredAt = tx.now;
  await saveMoved(tx, shipment, state, { after: { claims: claims.length } });
  const fact = claims.length > 0 ? shipmentDisputed : shipmentAccepted;
  await tx.emit(fact, {
    ...deliveryOf(shipment),
    lines: answered.map(({ line, accepted }) => ({
      ...{ ...shipped(line), accepted: toDecimalText(accepted) },
    })),
  });
}

function judged(tx: Tx, lines: readonly ShipmentLineRow[], said: Said): Answered[] {
  const known = new Map(lines.map((line) => [line.id, line]));
  const faults = new Faults(tx.language);
  said.forEach(({ lineId }, at) => {
    if (!known.has(lineId)) faults.unknown(["lines", at, "lineId"], lineId);
  });
  faults.refuse();
  const byLine = new Map(said.map((each) => [each.lineId, each]));
  const answered = lines.map((line): Answered => {
    const { short = "0", rejected = "0", reason } = byLine.get(line.id) ?? {};
    const [missing, bad] = [exact(short), exact(rejected)];
    const accepted = exact(line.quantity) - missing - bad;
    return { line, short: missing, rejected: bad, accepted, reason: reason ?? null };
  });
  const over = answered.filter(({ accepted }) => accepted < 0n);
  if (over.length > 0)
    refuse("shipment.over_answered", { lines: over.map(({ line }) => line.lineNo).join(", ") });
  return answered;
}

async function openClaims(
  tx: Tx,
  shipment: Shipment,
  claims: readonly (Answered & { kind: "short" | "rejected" })[],
): Promise<void> {
  const numbers = await takeNumbers(tx, prefixes.claim, claims.length);
  const { customerId, ownerId, departmentId } = shipment;
  const whose = { customerId, ownerId, departmentId };
  const rows = claims.map(({ line, kind, reason, ...each }, at) => ({
    ...{ id: tx.newId(), number: numbers[at]!, ...whose, kind, state: claimStates.initial },
    ...{ shipmentId: shipment.id, shipmentLineId: line.id, quantity: each[kind] },
    reason: reason ?? "",
  }));
  await insertRows(tx, Claim, rows);
  for (const { id, number, kind, state, quantity } of rows) {
    const after = { state, kind, quantity: toDecimalText(quantity), shipment: shipment.number };
    tx.record({ type: "claim", id, number, ...whose, before: null, after });
  }
}
