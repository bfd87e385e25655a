export { installOrderLines, type OrderLines, type ShippableLine } from "./order-lines";
export { claimPolicy, shipmentPolicy } from "./shipment.policy";
export { shipmentsOperations } from "./shipment.routes";
export {
  claimCredited,
  claimRedelivered,
  claimRefused,
  shipmentAccepted,
  shipmentDisputed,
  shipmentDispatched,
  type ClaimSettled,
  type ShipmentAnswered,
  type ShipmentDispatched,
  type ShippedLine,
} from "./shipment.events";
export { openStraightShipment, type StraightDelivery } from "./open-straight-shipment";
