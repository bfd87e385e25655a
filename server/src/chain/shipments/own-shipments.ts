import type { InputOf, OutputOf, portalShipmentsContract } from "@quanlian/shared/contract";
import type { Ctx } from "../../kernel/access";
import type { Id } from "../../kernel/ids";
import type { ShipmentHead } from "./shipment.queries";

type Contract = (typeof portalShipmentsContract)["portal.shipments.list"];
type Row = OutputOf<Contract>["rows"][number];

const LAST_ID: Id = "9223372036854775807";

/** A customer's own deliveries, the newest first. Ids are time-ordered: the next page begins below the last id. */
export async function listOwnShipments(ctx: Ctx, { before, limit }: InputOf<Contract>) {
  const rows = await ctx.rows<ShipmentHead>(
    `SELECT s.id, s.number, s.state, s.carrier, s.waybill, s.shipped_on AS shippedOn, s.dispatched_at AS dispatchedAt,
       s.delivered_at AS deliveredAt, s.signed_by AS signedBy, s.answered_at AS answeredAt
     FROM shipments s
     WHERE s.tenant_id = :tenant AND s.customer_id = :party AND s.dispatched_at IS NOT NULL AND s.id < :beforeId
     ORDER BY s.id DESC LIMIT :most`,
    { beforeId: before ?? LAST_ID, most: limit + 1 },
  );
  const page = rows.slice(0, limit);
  return { rows: page.map(asRow), next: rows.length > limit ? page.at(-1)!.id : null };
}

const at = (instant: Date | null) => instant?.toISOString() ?? null;

const asRow = (row: ShipmentHead): Row => ({
  ...{ id: row.id, number: row.number, state: row.state, shippedOn: row.shippedOn },
  ...{ carrier: row.carrier ?? "", waybill: row.waybill ?? "", signedBy: row.signedBy ?? "" },
  ...{ dispatchedAt: at(row.dispatchedAt), deliveredAt: at(row.deliveredAt) },
  answeredAt: at(row.answeredAt),
});
