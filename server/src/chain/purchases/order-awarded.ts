import { day, exact, priceLine, toYuanText, type Cents } from "@quanlian/shared/domain";
import { translate } from "@quanlian/shared/locale";
import { updateRows, type Tx } from "../../kernel/db";
import { sortedIds, type Id } from "../../kernel/ids";
import { findSuppliersTerms } from "../../masters/parties";
import { draftPurchaseOrder } from "./create-purchase-order";
import type { WantedLine } from "./purchase-lines";
import type { RfqAwarded } from "./rfq.events";
import { RfqInvitation } from "./rfq.model";

type WonOrder = RfqAwarded["orders"][number];
type About = Pick<WantedLine, "itemCode" | "itemName" | "unitName" | "orderLineId" | "shipTo">;

/** A draft for each supplier who has won something, at the prices that he said. Answers the orders by invitation. */
export async function orderAwarded(
  tx: Tx,
  { number, orders }: RfqAwarded,
): Promise<{ invitationId: Id; purchaseOrderId: Id; number: string }[]> {
  const suppliers = await findSuppliersTerms(
    tx,
    "rfqs.award",
    orders.map(({ supplierId }) => supplierId),
  );
  const about = await readAbout(tx, orders);
  const drafted: { invitationId: Id; purchaseOrderId: Id; number: string }[] = [];
  // One document after the other: each draft is a fact of its own, and there are at most as many as suppliers asked.
  for (const order of orders) {
    const head = {
      ...{ pricesIncludeTax: order.includesTax, takenFrom: "in_rfq" as const },
      note: noteOf(tx, number, order.freightCents),
    };
    const lines = order.lines.map((line) =>
      wantedOf(order, line, about.get(line.invitationLineId)!),
    );
    const draft = await draftPurchaseOrder(tx, head, suppliers.get(order.supplierId)!, lines);
    const { invitationId } = order;
    drafted.push({ invitationId, purchaseOrderId: draft.id, number: draft.number });
  }
  await updateRows(
    tx,
    RfqInvitation,
    ["purchaseOrderId"],
    drafted.map(({ invitationId: id, purchaseOrderId }) => ({ id, purchaseOrderId })),
  );
  return drafted;
}

/** Freight is none of the lines: the buyer reads it where he would type it. */
const noteOf = (tx: Tx, number: string, freightCents: Cents): string =>
  freightCents === 0
    ? translate(tx.language, "rfq.order_note", { number })
    : translate(tx.language, "rfq.order_note_freight", {
        ...{ number, freight: toYuanText(freightCents) },
      });

function wantedOf(
  { taxRate, includesTax }: WonOrder,
  line: WonOrder["lines"][number],
  about: About,
): WantedLine {
  const [quantity, unitPrice, rate] = [exact(line.quantity), exact(line.unitPrice), exact(taxRate)];
  const { requisitionLineId, itemId, warehouseId, dueOn } = line;
  return {
    ...{ requisitionLineId, itemId, warehouseId, dueOn: day(dueOn), ...about },
    ...{ quantity, unitPrice, taxRate: rate },
    ...priceLine(quantity, unitPrice, rate, includesTax),
  };
}

/** What the lines are called, and where those go that are shipped straight to a customer. */
async function readAbout(tx: Tx, orders: readonly WonOrder[]): Promise<Map<Id, About>> {
  const ids = orders.flatMap(({ lines }) => lines.map(({ invitationLineId }) => invitationLineId));
  const rows = await tx.rows<Omit<About, "shipTo"> & { id: Id; shipTo: string | null }>(
    `SELECT a.id, a.item_code AS itemCode, a.item_name AS itemName, a.unit_name AS unitName,
       q.order_line_id AS orderLineId, q.ship_to AS shipTo
     FROM rfq_invitation_lines a
       JOIN rfq_lines l ON l.tenant_id = :tenant AND l.id = a.rfq_line_id
       LEFT JOIN requisition_lines q ON q.tenant_id = :tenant AND q.id = l.requisition_line_id
     WHERE a.tenant_id = :tenant AND a.id IN :ids`,
    { ids: sortedIds(ids) },
  );
  return new Map(
    rows.map(({ id, shipTo, ...row }) => [
      id,
      { ...row, shipTo: shipTo === null ? null : (JSON.parse(shipTo) as object) },
    ]),
  );
}
