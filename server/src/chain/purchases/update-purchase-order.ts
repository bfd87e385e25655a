import type { InputOf, purchaseOrdersContract } from "@quanlian/shared/contract";
import { day, exact, priceLine, toDecimalText, totalLines } from "@quanlian/shared/domain";
import { refuseMasked, type Ctx } from "../../kernel/access";
import { updateRows, type Tx } from "../../kernel/db";
import { refuse } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { checkNamed } from "./confirm-purchase-order";
import { onPurchaseOrder, saveMoved } from "./move-purchase-order";
import { purchaseOrderRevised } from "./purchase-order.events";
import { PurchaseOrderLine } from "./purchase-order.model";
import { readPurchaseLines, type PurchaseLineRecord } from "./purchase-order.queries";

const NAME = "purchaseOrders.update";

type Input = InputOf<(typeof purchaseOrdersContract)[typeof NAME]>;
type Edit = NonNullable<Input["lines"]>[number];

/** Edits a draft: its note, and of its lines what was typed. The plan follows what is ordered and by when. */
export const updatePurchaseOrder = (ctx: Ctx, { note, lines: edits = [], ...input }: Input) =>
  onPurchaseOrder(ctx, NAME, input, async (tx, order) => {
    const { number, state } = order;
    if (state !== "draft") refuse("purchase.frozen", { number, state });
    const priced = { unitPrice: edits.find(({ unitPrice }) => unitPrice)?.unitPrice };
    refuseMasked(tx.actor, NAME, { unitPrice: "cost" }, priced);
    const lines = await readPurchaseLines(tx, order.id);
    checkNamed(
      tx,
      lines,
      edits.map(({ lineId }) => lineId),
      "lines",
    );
    const byLine = new Map(edits.map((each) => [each.lineId, each]));
    const after = lines.map((line) => edited(line, byLine.get(line.id), order.pricesIncludeTax));
    await refuseLess(tx, after);
    await updateRows(tx, PurchaseOrderLine, EDITED, after);
    Object.assign(order, totalLines(after), note === undefined ? {} : { note });
    await saveMoved(tx, order, state, { after: { ...totalLines(after), edited: edits.length } });
    const { id: purchaseOrderId, supplierId } = order;
    await tx.emit(purchaseOrderRevised, {
      ...{ purchaseOrderId, number, supplierId },
      lines: after.map(({ requisitionLineId, quantity, dueOn }) => ({
        ...{ requisitionLineId, quantity: toDecimalText(quantity), dueOn },
      })),
    });
  });

const EDITED = [
  ...(["quantity", "unitPrice", "taxRate", "dueOn"] as const),
  ...(["inclCents", "exclCents", "taxCents"] as const),
] as const;

function edited(line: PurchaseLineRecord, edit: Edit | undefined, pricesIncludeTax: boolean) {
  const quantity = exact(edit?.quantity ?? line.quantity);
  const unitPrice = exact(edit?.unitPrice ?? line.unitPrice);
  const taxRate = exact(edit?.taxRate ?? line.taxRate);
  return {
    ...{ id: line.id, requisitionLineId: line.requisitionLineId, quantity, unitPrice, taxRate },
    dueOn: edit?.dueOn === undefined ? line.dueOn : day(edit.dueOn),
    ...priceLine(quantity, unitPrice, taxRate, pricesIncludeTax),
  };
}

/** Less than what is asked for would leave a need that nobody buys. */
async function refuseLess(
  tx: Tx,
  lines: readonly { requisitionLineId: Id; quantity: bigint }[],
): Promise<void> {
  const asked = await tx.rows<{ id: Id; quantity: string }>(
    "SELECT r.id, r.quantity FROM requisition_lines r WHERE r.tenant_id = :tenant AND r.id IN :ids",
    { ids: lines.map(({ requisitionLineId }) => requisitionLineId) },
  );
  const need = new Map(asked.map(({ id, quantity }) => [id, exact(quantity)]));
  const less = lines.filter((line) => line.quantity < need.get(line.requisitionLineId)!);
  if (less.length > 0)
    refuse("purchase.below_need", {
      requisitionLineIds: less.map(({ requisitionLineId }) => requisitionLineId),
    });
}
