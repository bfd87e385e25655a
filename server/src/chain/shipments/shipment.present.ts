import type { PortalShipment, ShipmentView } from "@quanlian/shared/contract";
import { exact, toDecimalText } from "@quanlian/shared/domain";
import { may, rowAllowed, type Ctx } from "../../kernel/access";
import type { Id } from "../../kernel/ids";
import { claimStates, shipmentStates, type ShipmentState } from "./shipment.states";
import { shipmentPolicy } from "./shipment.policy";
import {
  readClaims,
  readPicks,
  readShipment,
  readShipmentLines,
  type ClaimRow,
  type ShipmentHead,
  type ShipmentLineRow,
} from "./shipment.queries";

const plain = (decimal: string) => toDecimalText(exact(decimal));
const at = (instant: Date | null) => instant?.toISOString() ?? null;

/** One delivery as staff see it: five statements. */
export async function findShipment(
  ctx: Ctx,
  permission: string,
  shipmentId: Id,
): Promise<ShipmentView> {
  const head = await readShipment(ctx, permission, shipmentId);
  const name = await ctx.row<{ name: string }>(
    "SELECT p.name FROM parties p WHERE p.tenant_id = :tenant AND p.id = :customerId",
    { customerId: head.customerId },
  );
  const claims = await readClaims(ctx, shipmentId);
  const lines = await readShipmentLines(ctx, shipmentId);
  return {
    ...headOf(head),
    ...{ revision: head.revision, customerId: head.customerId, customerName: name?.name ?? "" },
    ...{ ownerId: head.ownerId, departmentId: head.departmentId, note: head.note ?? "" },
    cancelReason: head.cancelReason ?? "",
    lines: lines.map((line) => ({
      ...lineOf(line),
      ...{ itemId: line.itemId, warehouseId: line.warehouseId },
    })),
    picks: (await readPicks(ctx, shipmentId)).map(
      ({ lineId, locationId, lotId, lotNumber, ...pick }) => ({
        ...{ lineId, locationId, lotId, lotNumber, quantity: plain(pick.quantity) },
        serials: pick.serials === null ? [] : (JSON.parse(pick.serials) as string[]),
      }),
    ),
    claims: claims.map(claimOf),
    actions: actionsFor(ctx, head, claims),
  };
}

/** The same for its customer: nothing of whose it is here, nor of where it lay. */
export async function findOwnShipment(ctx: Ctx, shipmentId: Id): Promise<PortalShipment> {
  const head = await readShipment(ctx, "portal.shipments.show", shipmentId);
  const lines = await readShipmentLines(ctx, shipmentId);
  const claims = await readClaims(ctx, shipmentId);
  return {
    ...headOf(head),
    lines: lines.map(lineOf),
    claims: claims.map(claimOf).map(({ revision: _, ...claim }) => claim),
    actions: isAnswerable(head.state) ? ["portal.shipments.accept"] : [],
  };
}

const headOf = (head: ShipmentHead) => ({
  ...{ id: head.id, number: head.number, state: head.state, shippedOn: head.shippedOn },
  ...{ carrier: head.carrier ?? "", waybill: head.waybill ?? "", signedBy: head.signedBy ?? "" },
  ...{ dispatchedAt: at(head.dispatchedAt), deliveredAt: at(head.deliveredAt) },
  answeredAt: at(head.answeredAt),
  shipTo: head.shipTo === null ? null : (JSON.parse(head.shipTo) as ShipmentView["shipTo"]),
});

const lineOf = ({
  itemId: _i,
  warehouseId: _w,
  purchaseOrderLineId: _p,
  ...line
}: ShipmentLineRow) => ({
  ...line,
  answerNote: line.answerNote ?? "",
  quantity: plain(line.quantity),
  acceptedQuantity: plain(line.acceptedQuantity),
  shortQuantity: plain(line.shortQuantity),
  rejectedQuantity: plain(line.rejectedQuantity),
});

const claimOf = (claim: ClaimRow) => ({
  ...claim,
  quantity: plain(claim.quantity),
  resolution: claim.resolution ?? "",
});

/** A customer may answer once goods have left, and once only. */
export const isAnswerable = (state: ShipmentState): boolean =>
  shipmentStates.allows(state, "accept");

/** Each action and the states in which it makes sense. */
const offered: readonly [action: string, when: (state: ShipmentState) => boolean][] = [
  ["shipments.pick", (state) => shipmentStates.allows(state, "pick")],
  ["shipments.dispatch", (state) => shipmentStates.allows(state, "dispatch")],
  ["shipments.deliver", (state) => shipmentStates.allows(state, "deliver")],
  ["shipments.recordAcceptance", isAnswerable],
  ["shipments.cancel", (state) => shipmentStates.allows(state, "cancel")],
];

/** How a claim may be settled, by whoever may settle one. */
const settling = ["claims.credit", "claims.redeliver", "claims.refuse"];

function actionsFor(ctx: Ctx, head: ShipmentHead, claims: readonly ClaimRow[]): string[] {
  const allowed = (permission: string) =>
    may(ctx.actor, permission) && rowAllowed(ctx.actor, shipmentPolicy, permission, head);
  const isOpen = claims.some(({ state }) => claimStates.allows(state, "credit"));
  return [
    ...offered
      .filter(([action, when]) => when(head.state) && allowed(action))
      .map(([name]) => name),
    ...(isOpen && allowed("claims.settle") ? settling : []),
  ];
}
