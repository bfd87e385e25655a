import { migration } from "../kernel/db";

/** What a receipt line is charged at beside its value: the tax of what has come. */
export const taxGoodsReceipts = migration("20261127011000-tax-goods-receipts", "expand", [
  `ALTER TABLE goods_receipt_lines ADD COLUMN IF NOT EXISTS tax_cents BIGINT NOT NULL DEFAULT 0`,
]);
