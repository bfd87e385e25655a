import {
  cents,
  daysBetween,
  ONE,
  toDecimalText,
  toYuanText,
  type Cents,
  type Day,
} from "@quanlian/shared/domain";
import { settleOrders, type MilestoneBill } from "../chain/orders";
import { charge } from "../chain/settlements";
import type { Tx } from "../kernel/db";
import type { Id } from "../kernel/ids";
import { changeCommitments } from "../ledgers/finance";

/** A part of what an order is billed by milestones. */
interface MilestonePart {
  paymentId: Id;
  stageNo: number;
  name: string;
  inclCents: Cents;
  taxCents: Cents;
  on: Day;
  dueOn: Day;
}

/** Charges one stage of an order's lines that are billed by milestones, and the order knows that it is settled. */
export async function chargeMilestone(
  tx: Tx,
  factId: Id,
  bill: MilestoneBill,
  part: MilestonePart,
): Promise<void> {
  const { orderId, number, customerId, ownerId, departmentId } = bill;
  const { inclCents, taxCents, on } = part;
  if (inclCents === 0) return;
  const stage = { stageNo: 1, name: "", shareRate: ONE, trigger: "on_ship" as const };
  await charge(
    tx,
    factId,
    {
      ...{ side: "receivable", kind: "milestone", partyId: customerId, ownerId, departmentId },
      ...{ sourceType: "order", sourceId: orderId, number: `${number}-${part.stageNo}` },
      ...{ chargedOn: on, stages: [{ ...stage, days: daysBetween(on, part.dueOn) }] },
    },
    [
      {
        ...{ lineId: part.paymentId, orderId, purchaseOrderId: null, itemId: null },
        ...{ description: part.name || number, unitName: "", quantity: toDecimalText(ONE) },
        ...{ unitPrice: toYuanText(inclCents), taxRate: bill.taxRate, inclCents, taxCents },
        exclCents: cents(inclCents - taxCents),
      },
    ],
  );
  const changes = await settleOrders(tx, [{ orderId, inclCents }]);
  const cause = { factId, sourceType: "order", occurredOn: on };
  await changeCommitments(
    tx,
    cause,
    customerId,
    changes.map(({ differenceCents }) => ({ sourceId: orderId, differenceCents })),
  );
}
