import type { Ctx } from "../../kernel/access";
import type { Tx } from "../../kernel/db";
import { assert } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";

export type FollowedType = "lead" | "deal" | "party";

/** What is followed, as its room answers for it. */
export interface FollowedSubject {
  /** Refuses as not found what the actor may not see under the permission. */
  demand(ctx: Ctx, permission: string, id: Id): Promise<void>;
  /** The same under its lock, and lets it know that it was followed; answers its number. */
  follow(tx: Tx, permission: string, id: Id, reached: boolean): Promise<string>;
}

let installed: Readonly<Record<FollowedType, FollowedSubject>> | null = null;

/** Plugged in by `main`: leads, deals and customers do not know each other. */
export function installFollowedSubjects(
  subjects: Readonly<Record<FollowedType, FollowedSubject>>,
): void {
  installed = subjects;
}

export function followedSubject(type: FollowedType): FollowedSubject {
  assert(installed, "nobody answers for what is followed");
  return installed[type];
}
