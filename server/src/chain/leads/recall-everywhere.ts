import { housekeepingCtx, jobCtx, type Services } from "../../kernel/access";
import { sendAcross } from "../../kernel/db";
import type { Id } from "../../kernel/ids";
import { recallLeads } from "./recall-leads";

interface Recalling {
  tenantId: Id;
  timeZone: string;
}

/** Recalls for every open company that has set a time for it; each in a transaction of its own. */
export async function recallEverywhere(services: Services): Promise<number> {
  const ctx = housekeepingCtx(services, "recall-leads", "recalling leads of every company");
  const tenants = await sendAcross<Recalling[]>(
    ctx,
    `SELECT t.id AS tenantId, t.time_zone AS timeZone FROM tenants t JOIN lead_settings s ON s.tenant_id = t.id
     WHERE t.state = 'open' AND (s.recall_uncontacted_hours IS NOT NULL OR s.recall_unfollowed_days IS NOT NULL)
     ORDER BY t.id`,
  );
  let total = 0;
  for (const { tenantId, timeZone } of tenants) {
    const requestId = `recall-leads-${services.ids.next()}`;
    const seed = { tenantId, name: "recall-leads", onBehalfOf: null, requestId, timeZone };
    total += (await recallLeads(jobCtx(services, seed))).recalled;
  }
  return total;
}
