import { migration } from "../kernel/db";

/** What invoices need of a party, who works with it beside its owner, and by what a second record of it is noticed. */
export const addPartyTaxData = migration("20261126010100-add-party-tax-data", "expand", [
  `ALTER TABLE parties
    ADD COLUMN IF NOT EXISTS region VARCHAR(128) NOT NULL DEFAULT '',
    ADD COLUMN IF NOT EXISTS invoice_title VARCHAR(128) NOT NULL DEFAULT '',
    ADD COLUMN IF NOT EXISTS invoice_address VARCHAR(256) NOT NULL DEFAULT '',
    ADD COLUMN IF NOT EXISTS invoice_phone VARCHAR(64) NULL,
    ADD COLUMN IF NOT EXISTS bank_name VARCHAR(128) NULL,
    ADD COLUMN IF NOT EXISTS bank_account VARCHAR(64) NULL,
    ADD COLUMN IF NOT EXISTS default_invoice_kind VARCHAR(32) NOT NULL DEFAULT 'special',
    ADD COLUMN IF NOT EXISTS price_list_id BIGINT NULL,
    ADD COLUMN IF NOT EXISTS credit_code_key VARCHAR(64) NULL,
    ADD COLUMN IF NOT EXISTS name_key VARCHAR(128) NOT NULL DEFAULT ''`,
  // The key is the credit code, but for a party that shared another's before the rule: such a one has none.
  `ALTER TABLE parties ADD UNIQUE KEY IF NOT EXISTS uq_parties_credit_code (tenant_id, credit_code_key)`,
  `ALTER TABLE parties ADD KEY IF NOT EXISTS ix_parties_name_key (tenant_id, name_key, id)`,
  `ALTER TABLE parties ADD KEY IF NOT EXISTS ix_parties_region (tenant_id, region, id)`,
  `CREATE TABLE IF NOT EXISTS party_collaborators (
    id BIGINT NOT NULL PRIMARY KEY, tenant_id BIGINT NOT NULL, party_id BIGINT NOT NULL, user_id BIGINT NOT NULL,
    UNIQUE KEY uq_party_collaborators_pair (tenant_id, party_id, user_id),
    KEY ix_party_collaborators_user (tenant_id, user_id, party_id),
    CONSTRAINT fk_party_collaborators_party_id FOREIGN KEY (tenant_id, party_id) REFERENCES parties (tenant_id, id),
    CONSTRAINT fk_party_collaborators_user_id FOREIGN KEY (tenant_id, user_id)
      REFERENCES users (tenant_id, id)) ENGINE=InnoDB`,
  `ALTER TABLE changes ADD COLUMN IF NOT EXISTS collaborator_ids VARCHAR(1000) NULL`,
]);
