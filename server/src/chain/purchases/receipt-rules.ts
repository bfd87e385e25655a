import { exact, ONE, type Exact } from "@quanlian/shared/domain";
import type { Tx } from "../../kernel/db";
import type { Id } from "../../kernel/ids";

/** How strict a receipt of an item is. */
export interface ReceiptRule {
  /** 0.05: so much more than ordered is taken, so much less is enough. */
  overRate: Exact;
  underRate: Exact;
  /** It is looked at before it can be used. */
  inspects: boolean;
}

/** The rules of some items as they are now. */
export async function readReceiptRules(
  tx: Tx,
  itemIds: readonly Id[],
): Promise<ReadonlyMap<Id, ReceiptRule>> {
  const rows = await tx.rows<{ id: Id; overRate: string; underRate: string; inspects: boolean }>(
    `SELECT i.id, i.over_receipt_rate AS overRate, i.under_receipt_rate AS underRate, i.inspect_incoming AS inspects
     FROM items i WHERE i.tenant_id = :tenant AND i.id IN :itemIds`,
    { itemIds: [...new Set(itemIds)] },
  );
  return new Map(
    rows.map(({ id, overRate, underRate, inspects }) => [
      id,
      { overRate: exact(overRate), underRate: exact(underRate), inspects: Boolean(inspects) },
    ]),
  );
}

/** Whether that is more than may come: ordered × (1 + rate), multiplied out so that nothing is rounded. */
export const isBeyond = (come: Exact, ordered: Exact, { overRate }: ReceiptRule): boolean =>
  come * ONE > ordered * (ONE + overRate);

/** Whether that is enough for all of it to have come. */
export const isEnough = (come: Exact, ordered: Exact, { underRate }: ReceiptRule): boolean =>
  come * ONE >= ordered * (ONE - underRate);

/** Of what never touches our stock: as much as was ordered, no more and no less. */
export const EXACTLY: ReceiptRule = { overRate: 0n, underRate: 0n, inspects: false };
