import type { InputOf, Party as PartyAnswer, partiesContract } from "@quanlian/shared/contract";
import type { Ctx } from "../../kernel/access";
import { loadForUpdate, saveChanges, transact } from "../../kernel/db";
import { Party } from "./party.model";
import { partyPolicy } from "./party.policy";
import { presentWritten } from "./party.present";
import { partyStates, stateOf } from "./party.states";
import { collaboratorIdsOf } from "./collaborators";
import { changeOf } from "./update-party";

/** Stops trade with a party: its orders are refused from here on, with this reason. */
export function holdParty(
  ctx: Ctx,
  { partyId, revision, reason }: InputOf<(typeof partiesContract)["parties.hold"]>,
): Promise<PartyAnswer> {
  return transact(ctx, async (tx) => {
    const party = await loadForUpdate(tx, Party, partyPolicy, "parties.hold", partyId);
    party.expectRevision(revision);
    partyStates.step(stateOf(party), "hold");
    party.onHold = true;
    party.holdReason = reason;
    await saveChanges(tx, party, {
      ...changeOf(party, await collaboratorIdsOf(tx, partyId)),
      reason,
    });
    return presentWritten(tx, partyId);
  });
}
