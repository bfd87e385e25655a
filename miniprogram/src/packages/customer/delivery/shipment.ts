import type { OutputOf } from "../../../api/operations";

export type Shipment = OutputOf<"portal.shipments.show">;
