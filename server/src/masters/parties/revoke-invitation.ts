import type { InputOf, OutputOf, partiesContract } from "@quanlian/shared/contract";
import type { Ctx } from "../../kernel/access";
import { transact } from "../../kernel/db";
import { contactAccess } from "./contact-access";
import { findContact } from "./party.queries";

type Operation = (typeof partiesContract)["parties.revokeInvitation"];

/**
 * Takes back what was sent to the wrong person, say: the open invitations of a contact end. Who has come in already stays
 * (`people.revokeContactAccess` shuts him out). Doing it twice is no fault. Whoever may invite may take it back.
 */
export function revokeInvitation(
  ctx: Ctx,
  { contactId }: InputOf<Operation>,
): Promise<OutputOf<Operation>> {
  return transact(ctx, async (tx) => {
    const { partyId } = await findContact(tx, "parties.inviteContact", contactId);
    const revokedCount = await contactAccess().revokeInvitations(tx, contactId);
    if (revokedCount > 0) {
      const about = { type: "contact", id: contactId, customerId: partyId, supplierId: partyId };
      tx.record({ ...about, before: { invitations: revokedCount }, after: { invitations: 0 } });
    }
    return { revokedCount };
  });
}
