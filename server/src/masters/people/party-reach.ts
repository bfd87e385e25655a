import type { Ctx } from "../../kernel/access";
import { assert } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";

/** Whose parties an actor may name: whoever keeps the parties answers this. */
export interface PartyReach {
  mayNameParty(ctx: Ctx, permission: string, partyId: Id): Promise<boolean>;
}

let installed: PartyReach | null = null;

/** Plugged in by `main`. */
export function installPartyReach(reach: PartyReach): void {
  installed = reach;
}

export function partyReach(): PartyReach {
  assert(installed, "nobody answers for the parties' reach");
  return installed;
}
