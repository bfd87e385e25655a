import { portalShipmentsContract, shipmentsContract } from "@quanlian/shared/contract";
import { listHandlers } from "../../kernel/exchange";
import { implement } from "../../kernel/http";
import { declareAudience } from "../../kernel/live";
import { acceptOwnShipment, recordAcceptance } from "./answer-shipment";
import { createShipment, listReady } from "./create-shipment";
import { dispatchShipment } from "./dispatch-shipment";
import { cancelShipment, deliverShipment } from "./move-shipment";
import { listOwnShipments } from "./own-shipments";
import { pickShipment } from "./pick-shipment";
import { creditClaim, redeliverClaim, refuseClaim } from "./settle-claim";
import { claimPolicy, shipmentPolicy } from "./shipment.policy";
import { findOwnShipment, findShipment } from "./shipment.present";
import { claimResource, shipmentResource } from "./shipment.resource";

declareAudience("shipment", shipmentPolicy, "shipments.show", "inventory");
declareAudience("claim", claimPolicy, "claims.list", "inventory");

// The contract owns names, inputs and outputs; this file only says who answers.
export const shipmentsOperations = implement(
  { ...shipmentsContract, ...portalShipmentsContract },
  {
    ...listHandlers(shipmentResource),
    ...listHandlers(claimResource),
    "shipments.ready": listReady,
    "shipments.create": createShipment,
    "shipments.show": (ctx, { shipmentId }) => findShipment(ctx, "shipments.show", shipmentId),
    "shipments.pick": pickShipment,
    "shipments.dispatch": dispatchShipment,
    "shipments.deliver": deliverShipment,
    "shipments.recordAcceptance": recordAcceptance,
    "shipments.cancel": cancelShipment,
    "claims.credit": creditClaim,
    "claims.redeliver": redeliverClaim,
    "claims.refuse": refuseClaim,
    "portal.shipments.list": listOwnShipments,
    "portal.shipments.show": (ctx, { shipmentId }) => findOwnShipment(ctx, shipmentId),
    "portal.shipments.accept": acceptOwnShipment,
  },
);
