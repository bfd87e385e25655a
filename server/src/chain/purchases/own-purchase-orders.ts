import type { InputOf, OutputOf, portalPurchasesContract } from "@quanlian/shared/contract";
import { day, exact, toDecimalText } from "@quanlian/shared/domain";
import type { Ctx } from "../../kernel/access";
import { loadForUpdate, transact, updateRows, type Tx } from "../../kernel/db";
import { refuse, refuseNotFound } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { agree, checkNamed } from "./confirm-purchase-order";
import { forgetAgreement, saveMoved } from "./move-purchase-order";
import { purchaseOrderCountered } from "./purchase-order.events";
import { PurchaseOrder, PurchaseOrderLine } from "./purchase-order.model";
import { purchaseOrderPolicy } from "./purchase-order.policy";
import { isAnswerable, presentToSupplier } from "./purchase-order.present";
import { readPurchaseLines, readPurchaseOrder } from "./purchase-order.queries";
import { purchaseOrderStates } from "./purchase-order.states";

type Asked<K extends keyof typeof portalPurchasesContract> = InputOf<
  (typeof portalPurchasesContract)[K]
>;

const SHOW = "portal.purchaseOrders.show";
const LAST_ID: Id = "9223372036854775807";

type OwnRow = OutputOf<
  (typeof portalPurchasesContract)["portal.purchaseOrders.list"]
>["rows"][number];

/** The orders that a supplier was given, the newest first. Ids are time-ordered: the next page begins below the last id. */
export async function listOwnPurchaseOrders(
  ctx: Ctx,
  { before, limit }: Asked<"portal.purchaseOrders.list">,
) {
  const rows = await ctx.rows<Omit<OwnRow, "issuedAt"> & { issuedAt: Date }>(
    `SELECT o.id, o.number, o.state, o.ordered_on AS orderedOn, o.incl_cents AS inclCents, o.issued_at AS issuedAt
     FROM purchase_orders o
     WHERE o.tenant_id = :tenant AND o.supplier_id = :party AND o.issued_at IS NOT NULL AND o.id < :beforeId
     ORDER BY o.id DESC LIMIT :most`,
    { beforeId: before ?? LAST_ID, most: limit + 1 },
  );
  const page = rows.slice(0, limit);
  return {
    rows: page.map((row) => ({ ...row, issuedAt: row.issuedAt.toISOString() })),
    next: rows.length > limit ? page.at(-1)!.id : null,
  };
}

/** One of a supplier's own orders; what was never given to him is not found. */
export async function showOwnPurchaseOrder(ctx: Ctx, purchaseOrderId: Id) {
  return presentToSupplier(await readPurchaseOrder(ctx, SHOW, purchaseOrderId));
}

/** Says yes. Of two contacts who do so at once, the second finds it done. */
export const confirmOwnPurchaseOrder = (
  ctx: Ctx,
  { purchaseOrderId, days }: Asked<"portal.purchaseOrders.confirm">,
) =>
  onOwnPurchaseOrder(ctx, purchaseOrderId, async (tx, order) => {
    if (order.state === "confirmed") return;
    demandAnswerable(order);
    await agree(tx, order, days);
  });

/** Offers something else for some lines; whatever was offered before is replaced. The buyer finds it among his tasks. */
export const counterOwnPurchaseOrder = (
  ctx: Ctx,
  { purchaseOrderId, lines: offered, note }: Asked<"portal.purchaseOrders.counter">,
) =>
  onOwnPurchaseOrder(ctx, purchaseOrderId, async (tx, order) => {
    demandAnswerable(order);
    const lines = await readPurchaseLines(tx, order.id);
    checkNamed(
      tx,
      lines,
      offered.map(({ lineId }) => lineId),
      "lines",
    );
    const byLine = new Map(offered.map((each) => [each.lineId, each]));
    await updateRows(
      tx,
      PurchaseOrderLine,
      ["counterOn", "counterQuantity", "counterPrice"],
      lines.map(({ id }) => {
        const { on, quantity, unitPrice } = byLine.get(id) ?? {};
        return {
          ...{ id, counterOn: on === undefined ? null : day(on) },
          counterQuantity: quantity === undefined ? null : toDecimalText(exact(quantity)),
          counterPrice: unitPrice === undefined ? null : toDecimalText(exact(unitPrice)),
        };
      }),
    );
    const before = order.state;
    // Another offer than the one that somebody is asked to agree to.
    await forgetAgreement(tx, order);
    if (order.state !== "countered") order.state = purchaseOrderStates.step(order.state, "counter");
    order.counterNote = note ?? null;
    order.answeredAt = tx.now;
    await saveMoved(tx, order, before, { after: { countered: offered.length } });
    const { id, number, supplierId, ownerId, departmentId } = order;
    const countered = { purchaseOrderId: id, number, supplierId, ownerId, departmentId };
    await tx.emit(purchaseOrderCountered, countered);
  });

function demandAnswerable({ number, state }: PurchaseOrder): void {
  if (!isAnswerable(state)) refuse("purchase.not_answerable", { number, state });
}

function onOwnPurchaseOrder(
  ctx: Ctx,
  purchaseOrderId: Id,
  work: (tx: Tx, order: PurchaseOrder) => Promise<void>,
) {
  return transact(ctx, async (tx) => {
    const order = await loadForUpdate(
      tx,
      PurchaseOrder,
      purchaseOrderPolicy,
      SHOW,
      purchaseOrderId,
    );
    tx.authorize(SHOW, purchaseOrderPolicy, order);
    if (order.issuedAt === null) refuseNotFound("purchase_order");
    await work(tx, order);
    return showOwnPurchaseOrder(tx, purchaseOrderId);
  });
}
