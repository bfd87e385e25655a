import type { InputOf, Party as PartyAnswer, partiesContract } from "@quanlian/shared/contract";
import type { Ctx } from "../../kernel/access";
import { loadForUpdate, saveChanges, transact } from "../../kernel/db";
import { Party } from "./party.model";
import { partyPolicy } from "./party.policy";
import { presentWritten } from "./party.present";
import { partyStates, stateOf } from "./party.states";
import { collaboratorIdsOf } from "./collaborators";
import { changeOf } from "./update-party";

/** Lifts the hold: trade goes on, and the reason stays in the audit only. */
export function releaseParty(
  ctx: Ctx,
  { partyId, revision }: InputOf<(typeof partiesContract)["parties.release"]>,
): Promise<PartyAnswer> {
  return transact(ctx, async (tx) => {
    const party = await loadForUpdate(tx, Party, partyPolicy, "parties.release", partyId);
    party.expectRevision(revision);
    partyStates.step(stateOf(party), "release");
    party.onHold = false;
    party.holdReason = "";
    await saveChanges(tx, party, changeOf(party, await collaboratorIdsOf(tx, partyId)));
    return presentWritten(tx, partyId);
  });
}
