import type { InputOf, OutputOf, shipmentsContract } from "@quanlian/shared/contract";
import { exact, toDecimalText } from "@quanlian/shared/domain";
import type { Ctx } from "../../kernel/access";
import { insertRow, insertRows, transact, type Tx } from "../../kernel/db";
import { Faults, refuse } from "../../kernel/errors";
import { sortedIds, type Id } from "../../kernel/ids";
import { prefixes, takeNumber } from "../../kernel/numbering";
import { orderLines, type ShippableLine } from "./order-lines";
import { Shipment, ShipmentLine } from "./shipment.model";
import { findShipment } from "./shipment.present";
import { shipmentStates } from "./shipment.states";

const NAME = "shipments.create";

type Input = InputOf<(typeof shipmentsContract)[typeof NAME]>;
type Ready = OutputOf<(typeof shipmentsContract)["shipments.ready"]>["rows"][number];

/** What is held for orders and on no delivery note yet. */
export async function listReady(
  ctx: Ctx,
  { customerId }: InputOf<(typeof shipmentsContract)["shipments.ready"]>,
): Promise<{ rows: Ready[] }> {
  const lines = await orderLines().ready(ctx, NAME, customerId ?? null);
  const noted = await notedOf(
    ctx,
    lines.map(({ orderLineId }) => orderLineId),
  );
  const rows = lines.flatMap((line): Ready[] => {
    const ready = line.reserved - (noted.get(line.orderLineId) ?? 0n);
    if (ready <= 0n) return [];
    const { orderLineId, orderId, orderNumber, lineNo, customerId: customer, itemId } = line;
    return [
      {
        ...{ orderLineId, orderId, orderNumber, lineNo, customerId: customer, itemId },
        ...{ itemCode: line.itemCode, itemName: line.itemName, unit: line.unitName },
        ...{ ordered: toDecimalText(line.ordered), shipped: toDecimalText(line.shipped) },
        ...{ ready: toDecimalText(ready), requestedOn: line.requestedOn },
      },
    ];
  });
  return { rows };
}

/** How much of order lines is on delivery notes whose goods have not left. */
async function notedOf(ctx: Ctx, lineIds: readonly Id[]): Promise<Map<Id, bigint>> {
  const rows = await ctx.rows<{ orderLineId: Id; quantity: string }>(
    `SELECT l.order_line_id AS orderLineId, SUM(l.quantity) AS quantity
     FROM shipment_lines l JOIN shipments s ON s.tenant_id = :tenant AND s.id = l.shipment_id
     WHERE l.tenant_id = :tenant AND l.order_line_id IN :lineIds AND s.state IN ('draft', 'picked')
     GROUP BY l.order_line_id`,
    { lineIds: sortedIds(lineIds) },
  );
  return new Map(rows.map(({ orderLineId, quantity }) => [orderLineId, exact(quantity)]));
}

/**
 * Writes a delivery note for lines of one customer's orders, which are paid by the same term. Nothing moves yet; never more of a
 * line than its order allows, with what is on other notes.
 */
export function createShipment(ctx: Ctx, input: Input) {
  return transact(ctx, async (tx) => {
    const lines = await checkLines(tx, input);
    const id = tx.newId();
    const number = await takeNumber(tx, prefixes.shipment);
    const [first] = lines;
    const { customerId, ownerId, departmentId, paymentTermId, shipTo } = first!.of;
    const whose = { customerId, ownerId, departmentId };
    const state = shipmentStates.initial;
    await insertRow(tx, Shipment, {
      ...{ id, number, ...whose, state, paymentTermId, shipTo },
      ...{ carrier: input.carrier ?? null, waybill: input.waybill ?? null },
      note: input.note ?? null,
      shippingNoticeId: null,
    });
    await insertRows(
      tx,
      ShipmentLine,
      lines.map(({ of, quantity }, at) => ({
        ...{ shipmentId: id, lineNo: at + 1, customerId, orderId: of.orderId },
        ...{ orderNumber: of.orderNumber, orderLineId: of.orderLineId, itemId: of.itemId },
        ...{ warehouseId: of.warehouseId, itemCode: of.itemCode, itemName: of.itemName },
        ...{ unitName: of.unitName, quantity, purchaseOrderLineId: null },
      })),
    );
    const after = { state, lines: lines.length };
    tx.record({ type: "shipment", id, number, ...whose, before: null, after });
    return findShipment(tx, NAME, id);
  });
}

async function checkLines(tx: Tx, input: Input) {
  const ids = input.lines.map(({ orderLineId }) => orderLineId);
  const known = new Map(
    (await orderLines().find(tx, NAME, ids)).map((line) => [line.orderLineId, line]),
  );
  const faults = new Faults(tx.language);
  const seen = new Set<Id>();
  input.lines.forEach(({ orderLineId }, at) => {
    const line = known.get(orderLineId);
    if (line?.customerId !== input.customerId)
      faults.unknown(["lines", at, "orderLineId"], orderLineId);
    if (seen.has(orderLineId)) faults.add(["lines", at, "orderLineId"], "issue.duplicate");
    seen.add(orderLineId);
  });
  faults.refuse();
  const lines = input.lines.map(({ orderLineId, quantity }) => ({
    of: known.get(orderLineId)!,
    quantity: exact(quantity),
  }));
  refuseUnshippable(lines.map(({ of }) => of));
  const noted = await notedOf(tx, ids);
  refuseBeyond(
    lines.map(({ of, quantity }) => ({
      ...{ of, quantity: quantity + (noted.get(of.orderLineId) ?? 0n) },
    })),
  );
  return lines;
}

/** Lines that cannot leave, and notes whose orders are paid by different terms. */
export function refuseUnshippable(lines: readonly ShippableLine[]): void {
  const stuck = lines.filter(({ isShippable }) => !isShippable);
  if (stuck.length > 0) refuse("shipment.not_shippable", { lines: stuck.map(nameOf).join(", ") });
  if (new Set(lines.map(({ paymentTermId }) => paymentTermId)).size > 1)
    refuse("shipment.mixed_terms");
}

/** More than is ordered, tolerance included, never leaves. */
export function refuseBeyond(lines: readonly { of: ShippableLine; quantity: bigint }[]): void {
  const beyond = lines.filter(({ of, quantity }) => of.shipped + quantity > of.most);
  if (beyond.length === 0) return;
  refuse("shipment.over_ordered", {
    lines: beyond
      .map(({ of }) => `${nameOf(of)} ${toDecimalText(of.most - of.shipped)}`)
      .join(", "),
  });
}

const nameOf = ({ orderNumber, lineNo }: ShippableLine) => `${orderNumber}/${lineNo}`;
