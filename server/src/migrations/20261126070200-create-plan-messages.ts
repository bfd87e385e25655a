import { migration } from "../kernel/db";

/** What the plan advises a person to do about a supply that it may not change by itself. */
export const createPlanMessages = migration("20261126070200-create-plan-messages", "expand", [
  `CREATE TABLE IF NOT EXISTS plan_messages (
    id BIGINT NOT NULL PRIMARY KEY, tenant_id BIGINT NOT NULL, supply_id BIGINT NOT NULL, item_id BIGINT NOT NULL,
    kind VARCHAR(32) NOT NULL, state VARCHAR(32) NOT NULL, quantity DECIMAL(20,6) NOT NULL, wanted_on DATE NULL,
    fact_id BIGINT NOT NULL, created_at DATETIME(3) NOT NULL,
    UNIQUE KEY uq_plan_messages_id (tenant_id, id), UNIQUE KEY uq_plan_messages_effect (tenant_id, fact_id, supply_id, kind),
    KEY ix_plan_messages_state (tenant_id, state, id), KEY ix_plan_messages_supply (tenant_id, supply_id, id),
    CONSTRAINT fk_plan_messages_supply_id FOREIGN KEY (tenant_id, supply_id)
      REFERENCES supplies (tenant_id, id)) ENGINE=InnoDB`,
]);
