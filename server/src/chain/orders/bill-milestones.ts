import {
  allocateCents,
  cents,
  exact,
  toDecimalText,
  type Cents,
  type DecimalText,
} from "@quanlian/shared/domain";
import type { Tx } from "../../kernel/db";
import { sortedIds, type Id } from "../../kernel/ids";

/** What of an order is charged by milestones, and the stages that it is shared over. */
export interface MilestoneBill {
  orderId: Id;
  number: string;
  customerId: Id;
  ownerId: Id | null;
  departmentId: Id | null;
  inclCents: Cents;
  taxCents: Cents;
  taxRate: DecimalText;
  stages: { paymentId: Id; stageNo: number; name: string; inclCents: Cents; taxCents: Cents }[];
}

type Head = Omit<MilestoneBill, "stages">;
interface Stage {
  orderId: Id;
  paymentId: Id;
  stageNo: number;
  name: string;
  shareRate: string;
}

/**
 * The lines of orders that are billed by milestones, as one amount for each order, shared over the stages of its schedule to the
 * cent. Orders without such a line are absent. Two statements.
 */
export async function readMilestoneBills(
  tx: Tx,
  orderIds: readonly Id[],
): Promise<MilestoneBill[]> {
  const heads = await tx.rows<Head>(
    `SELECT o.id AS orderId, o.number, o.customer_id AS customerId, o.owner_id AS ownerId, o.department_id AS departmentId,
       CAST(SUM(l.incl_cents) AS SIGNED) AS inclCents, CAST(SUM(l.tax_cents) AS SIGNED) AS taxCents, MAX(l.tax_rate) AS taxRate
     FROM sales_orders o JOIN sales_order_lines l ON l.tenant_id = :tenant AND l.order_id = o.id
     WHERE o.tenant_id = :tenant AND o.id IN :orderIds AND l.billed_by_milestones = 1 AND l.state = 'open'
     GROUP BY o.id, o.number, o.customer_id, o.owner_id, o.department_id ORDER BY o.id`,
    { orderIds: sortedIds(orderIds) },
  );
  const stages = await tx.rows<Stage>(
    `SELECT p.order_id AS orderId, p.id AS paymentId, p.stage_no AS stageNo, p.name, p.share_rate AS shareRate
     FROM sales_order_payments p WHERE p.tenant_id = :tenant AND p.order_id IN :orderIds ORDER BY p.order_id, p.stage_no`,
    { orderIds: sortedIds(heads.map(({ orderId }) => orderId)) },
  );
  return heads.map((head) => {
    const own = stages.filter(({ orderId }) => orderId === head.orderId);
    const shares = own.map(({ shareRate }) => exact(shareRate));
    const [incl, tax] = [head.inclCents, head.taxCents].map((amount) =>
      shares.length === 0 ? [] : allocateCents(cents(Number(amount)), shares),
    );
    return {
      ...{
        ...head,
        inclCents: cents(Number(head.inclCents)),
        taxCents: cents(Number(head.taxCents)),
      },
      taxRate: toDecimalText(exact(head.taxRate)),
      stages: own.map(({ paymentId, stageNo, name }, at) => ({
        ...{ paymentId, stageNo, name, inclCents: incl![at]!, taxCents: tax![at]! },
      })),
    };
  });
}
