import type { ActorStamp } from "../access/actor";
import type { Id } from "../ids/id";

/** A message that this process has leased. */
export interface Claimed {
  id: Id;
  tenantId: Id;
  topic: string;
  payload: Record<string, unknown>;
  actor: ActorStamp;
  requestId: string;
  timeZone: string;
  /** Counts this delivery; it also fences: whoever claims later has a higher one. */
  attempts: number;
  leasedUntil: Date;
}
