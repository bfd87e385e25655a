import { exact, type Cents } from "@quanlian/shared/domain";
import type { Ctx } from "../../kernel/access";
import type { Tx } from "../../kernel/db";
import type { Id } from "../../kernel/ids";
import { findSupplierPrices } from "../../masters/catalog";
import { requestApproval, type ApprovalReason } from "../../workflow";
import { approvalReasons } from "./purchase-approval.rules";
import type { PurchaseOrder } from "./purchase-order.model";
import { readPurchaseRules } from "./purchase-rules";

/** What somebody wants to bind us to: of each line the quantity and price, and what the order comes to. */
export interface Intended {
  inclCents: Cents;
  lines: readonly {
    lineNo: number;
    itemId: Id;
    quantity: string;
    unitPrice: string;
    taxRate: string;
  }[];
}

/** Why the company's rules want somebody's agreement to it; nothing where they do not. */
export async function reasonsFor(
  ctx: Ctx,
  { supplierId, pricesIncludeTax }: Pick<PurchaseOrder, "supplierId" | "pricesIncludeTax">,
  { inclCents, lines }: Intended,
): Promise<ApprovalReason[]> {
  const rules = await readPurchaseRules(ctx);
  const judged = lines.map((line) => ({
    ...{ lineNo: line.lineNo, itemId: line.itemId, quantity: exact(line.quantity) },
    ...{ unitPrice: exact(line.unitPrice), taxRate: exact(line.taxRate) },
  }));
  const offers =
    rules.increaseRate === null
      ? []
      : await findSupplierPrices(ctx, { supplierId, on: ctx.today, lines: judged });
  return approvalReasons(
    rules,
    inclCents,
    pricesIncludeTax,
    judged.map((line, at) => ({ ...line, listed: offers[at]?.[0] ?? null })),
  );
}

/** Asks for it. Whoever may decide is told by the permission; nobody decides what he has asked for himself. */
export async function askForAgreement(
  tx: Tx,
  { id: subjectId, number, ownerId, departmentId }: PurchaseOrder,
  reasons: readonly ApprovalReason[],
): Promise<void> {
  const subject = { subjectType: "purchase_order", subjectId };
  const permission = "purchaseOrders.approve";
  await requestApproval(tx, { ...subject, number, ownerId, departmentId, permission, reasons });
}
