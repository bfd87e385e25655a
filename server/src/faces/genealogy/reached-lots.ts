import type { LotDelivery } from "@quanlian/shared/contract";
import { exact, toDecimalText } from "@quanlian/shared/domain";
import { shipmentPolicy } from "../../chain/shipments";
import { rowAllowed, rowPredicate, type Ctx } from "../../kernel/access";
import { refuseNotFound } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { deliveriesText } from "./trace.sql";

interface Root {
  lotId: Id;
  lotNumber: string;
  itemCode: string;
  itemName: string;
}

export interface Moved {
  quantity: string;
}

export async function findRoot(ctx: Ctx, lotId: Id): Promise<Root> {
  const root = await ctx.row<Root>(
    `SELECT l.id AS lotId, l.number AS lotNumber, i.code AS itemCode, i.name AS itemName
     FROM stock_lots l JOIN items i ON i.tenant_id = :tenant AND i.id = l.item_id
     WHERE l.tenant_id = :tenant AND l.id = :lotId`,
    { lotId },
  );
  return root ?? refuseNotFound("lot");
}

/** The deliveries that the actor may see; one more than an answer holds tells that there are more. */
export async function findDeliveries(ctx: Ctx, operation: string, lotId: Id) {
  const rule = rowPredicate(ctx.actor, shipmentPolicy, operation, "s");
  const rows = await ctx.rows<LotDelivery & Moved>(deliveriesText(rule), { lotId });
  return rows.map(plainly);
}

/** A recall that leaves out what its reader may not see must say so: nobody's document is only seen by who sees all. */
export const seesAll = (ctx: Ctx, operation: string): boolean =>
  rowAllowed(ctx.actor, shipmentPolicy, operation, {});

export const plainly = <T extends Moved>(row: T): T => ({
  ...row,
  quantity: toDecimalText(exact(row.quantity)),
});
