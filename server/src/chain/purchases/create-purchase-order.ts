import { toDecimalText, totalLines, type Day } from "@quanlian/shared/domain";
import { refuseMasked, type Ctx } from "../../kernel/access";
import { insertRow, insertRows, transact, type Tx } from "../../kernel/db";
import { Faults } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { prefixes, takeNumber } from "../../kernel/numbering";
import { writeTerms } from "../../kernel/search";
import { findSupplierTerms, type SupplierTerms } from "../../masters/parties";
import { findPurchaseOrder } from "./find-purchase-order";
import { checkPurchaseLines, type PurchaseInput, type WantedLine } from "./purchase-lines";
import { purchaseOrderDrafted } from "./purchase-order.events";
import { PurchaseOrder, PurchaseOrderLine } from "./purchase-order.model";
import { searchedPurchaseOrder } from "./purchase-order.resource";
import { purchaseOrderLineStates, purchaseOrderStates } from "./purchase-order.states";
import { takeFromPool } from "./move-requisition-lines";
import { requestByHand } from "./request-by-hand";

const NAME = "purchaseOrders.create";

/**
 * Drafts an order for one supplier. Its requisition lines are out of the pool from here on, so that nobody buys them twice; what
 * nobody had asked for becomes a requisition of its own.
 */
export function createPurchaseOrder(ctx: Ctx, input: PurchaseInput) {
  return transact(ctx, async (tx) => {
    const typed = { unitPrice: input.lines.find(({ unitPrice }) => unitPrice)?.unitPrice };
    refuseMasked(tx.actor, NAME, { unitPrice: "cost" }, typed);
    const supplier = await findSupplierTerms(tx, NAME, input.supplierId);
    const faults = new Faults(tx.language);
    if (!supplier) faults.unknown(["supplierId"], input.supplierId);
    faults.refuse();
    const lines = await checkPurchaseLines(tx, input, supplier!);
    const { id } = await draftPurchaseOrder(tx, input, supplier!, lines);
    return findPurchaseOrder(tx, NAME, id);
  });
}

/** What a draft has beside its lines. */
interface DraftHead {
  pricesIncludeTax: boolean;
  note?: string | undefined;
  /** Of an order that was brought along: the number and the day that it had; today for all others. */
  legacyNumber?: string;
  orderedOn?: Day;
  /** Where its requisition lines are taken from: the pool, if nothing is said. */
  takenFrom?: "open" | "in_rfq";
}

/** Writes a draft down, takes its lines out of the pool, and makes their supplies firm. */
export async function draftPurchaseOrder(
  tx: Tx,
  head: DraftHead,
  supplier: SupplierTerms,
  wanted: readonly WantedLine[],
): Promise<{ id: Id; number: string }> {
  const id = tx.newId();
  const number = await takeNumber(tx, prefixes.purchaseOrder);
  const totals = totalLines(wanted);
  const owner = ownerOf(tx);
  const requested = await requestByHand(tx, wanted);
  const lines = wanted.map((line, at) => ({
    ...line,
    ...{ id: tx.newId(), purchaseOrderId: id, lineNo: at + 1, supplierId: supplier.id },
    requisitionLineId: line.requisitionLineId ?? requested.get(at)!,
    state: purchaseOrderLineStates.initial,
  }));
  await takeFromPool(
    tx,
    wanted.flatMap((line) => line.requisitionLineId ?? []),
    head.takenFrom,
  );
  await insertRow(tx, PurchaseOrder, {
    ...{ id, number, supplierId: supplier.id, ...owner, state: purchaseOrderStates.initial },
    ...{ orderedOn: head.orderedOn ?? tx.today, paymentTermId: supplier.paymentTermId, ...totals },
    ...{ pricesIncludeTax: head.pricesIncludeTax, note: head.note ?? null },
    legacyNumber: head.legacyNumber ?? null,
  });
  await insertRows(tx, PurchaseOrderLine, lines);
  await writeTerms(tx, "purchase_order", [searchedPurchaseOrder({ id, number })]);
  const after = { state: purchaseOrderStates.initial, lines: lines.length, ...totals };
  tx.record({
    ...{ type: "purchase_order", id, number, ...owner, supplierId: supplier.id },
    ...{ before: null, after },
  });
  await tx.emit(purchaseOrderDrafted, {
    ...{ purchaseOrderId: id, number, supplierId: supplier.id },
    lines: lines.map(({ requisitionLineId, itemId, warehouseId, quantity, dueOn }, at) => ({
      ...{ requisitionLineId, itemId, warehouseId, quantity: toDecimalText(quantity), dueOn },
      byHand: wanted[at]!.requisitionLineId === null,
    })),
  });
  return { id, number };
}

/** Whoever places an order answers for it. */
const ownerOf = ({ actor }: Tx) =>
  actor.kind === "staff"
    ? { ownerId: actor.userId, departmentId: actor.departmentId }
    : { ownerId: null, departmentId: null };
