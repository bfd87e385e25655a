import type { Actor } from "./actor";
import type { AccessClaims } from "./tokens";
import type { Services } from "./ctx";

/** What the kernel needs to know of whoever calls: `people` implements it. */
export interface Identified {
  actor: Actor;
  timeZone: string;
  language: "zh-CN" | "en";
}

/**
 * Turns the claims of a verified token into an actor with roles as they are now. Answers null when the session was
 * revoked, the person left, or the tenant was closed.
 */
export interface ActorStore {
  identify(services: Services, claims: AccessClaims): Promise<Identified | null>;
}
