import type { InputOf, Party as PartyAnswer, partiesContract } from "@quanlian/shared/contract";
import type { Ctx } from "../../kernel/access";
import { insertRows, loadForUpdate, transact } from "../../kernel/db";
import { Faults } from "../../kernel/errors";
import { sortedIds } from "../../kernel/ids";
import { collaboratorIdsOf, PartyCollaborator } from "./collaborators";
import { Party } from "./party.model";
import { partyPolicy } from "./party.policy";
import { presentWritten } from "./party.present";
import { refuseForeignKeeper } from "./party.rules";
import { staffDirectory } from "./staff-directory";
import { changeOf } from "./update-party";

/**
 * Says who works with a party beside its owner. They see it wherever they see what is their own; what they see of its
 * documents is the documents' rule. A collaborator himself cannot let others in.
 */
export function shareParty(
  ctx: Ctx,
  { partyId, revision, collaboratorIds }: InputOf<(typeof partiesContract)["parties.share"]>,
): Promise<PartyAnswer> {
  return transact(ctx, async (tx) => {
    const party = await loadForUpdate(tx, Party, partyPolicy, "parties.share", partyId);
    party.expectRevision(revision);
    refuseForeignKeeper(tx.actor, "parties.share", party);

    const wanted = sortedIds([...new Set(collaboratorIds)]);
    const staff = await staffDirectory().findStaff(tx, wanted);
    const faults = new Faults(tx.language);
    collaboratorIds.forEach((id, at) => {
      if (!staff.has(id)) faults.unknown(["collaboratorIds", at], id);
    });
    faults.refuse();

    const former = await collaboratorIdsOf(tx, partyId);
    if (former.join() === wanted.join()) return presentWritten(tx, partyId);
    await tx.write(
      "DELETE FROM party_collaborators WHERE tenant_id = :tenant AND party_id = :partyId",
      { partyId },
    );
    const rows = wanted.map((userId) => ({ partyId, userId }));
    await insertRows(tx, PartyCollaborator, rows);
    await party.saveRevision(tx);
    tx.record({
      ...changeOf(party, wanted),
      before: { collaboratorIds: former },
      after: { collaboratorIds: wanted },
    });
    return presentWritten(tx, partyId);
  });
}
