import { migration } from "../kernel/db";

/** Which deal an offer is made for. */
export const linkQuotesToDeals = migration("20261126060300-link-quotes-to-deals", "expand", [
  `ALTER TABLE quotes ADD COLUMN IF NOT EXISTS deal_id BIGINT NULL`,
  `ALTER TABLE quotes ADD INDEX IF NOT EXISTS ix_quotes_deal (tenant_id, deal_id, id)`,
  `ALTER TABLE quotes ADD CONSTRAINT fk_quotes_deal_id FOREIGN KEY IF NOT EXISTS (tenant_id, deal_id)
    REFERENCES deals (tenant_id, id)`,
]);
