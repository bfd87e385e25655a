import type { Id } from "../ids/id";
import type { ActorStamp } from "./actor";
import { acrossTenants, createCtx } from "./create-ctx";
import type { Ctx, Services } from "./ctx";

/** The kernel's own housekeeping: no person, every tenant, for the stated reason. */
export function housekeepingCtx(services: Services, name: string, reason: string): Ctx {
  const ctx = createCtx({
    services,
    actor: { kind: "operator", personId: null, sessionId: null, name },
    origin: { requestId: `${name}-${services.ids.next()}`, operation: name, address: "" },
    language: "zh-CN",
  });
  return acrossTenants(ctx, reason);
}

/** Whose work a job actor does, and what it is called in the audit. */
export interface JobSeed {
  tenantId: Id;
  name: string;
  onBehalfOf: ActorStamp | null;
  requestId: string;
  timeZone?: string;
}

/** A job or message at work for one tenant, under the stamp of whoever caused it. */
export function jobCtx(services: Services, seed: JobSeed): Ctx {
  return createCtx({
    services,
    actor: {
      kind: "job",
      tenantId: seed.tenantId,
      name: seed.name,
      onBehalfOf: seed.onBehalfOf,
    },
    origin: { requestId: seed.requestId, operation: seed.name.slice(0, 96), address: "" },
    language: "zh-CN",
    timeZone: seed.timeZone,
  });
}
