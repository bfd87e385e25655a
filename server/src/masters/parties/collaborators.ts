import type { Ctx } from "../../kernel/access";
import { defineTable, reference } from "../../kernel/db";
import type { Id } from "../../kernel/ids";

/** A member of staff who works with a party beside its owner. `partyPolicy` names this table. */
export class PartyCollaborator extends defineTable("party_collaborators", {
  partyId: reference(),
  userId: reference(),
}) {}

/** Who works with the party beside its owner: what audit and live events must know beside the keeper. */
export async function collaboratorIdsOf(ctx: Ctx, partyId: Id): Promise<Id[]> {
  const rows = await ctx.rows<{ userId: Id }>(
    `SELECT c.user_id AS userId FROM party_collaborators c
     WHERE c.tenant_id = :tenant AND c.party_id = :partyId ORDER BY c.user_id`,
    { partyId },
  );
  return rows.map(({ userId }) => userId);
}
