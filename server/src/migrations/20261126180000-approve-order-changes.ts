import { migration } from "../kernel/db";

/** What a change of an order needs somebody's agreement for, and since when it has it. */
export const approveOrderChanges = migration("20261126180000-approve-order-changes", "expand", [
  `ALTER TABLE order_changes ADD COLUMN IF NOT EXISTS approval_reasons MEDIUMTEXT NULL,
    ADD COLUMN IF NOT EXISTS approved_at DATETIME(3) NULL, ADD COLUMN IF NOT EXISTS refusal_note VARCHAR(1000) NULL`,
]);
