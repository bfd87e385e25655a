import type { Tx } from "../../kernel/db";
import type { Id } from "../../kernel/ids";

/**
 * Ends the open invitations of a contact, as a customer's and as a supplier's; answers how many were still good. The
 * caller has checked that the contact is this tenant's and that the actor may name it.
 */
export function revokeInvitations(tx: Tx, contactId: Id): Promise<number> {
  return tx.books.write(
    `UPDATE invitations SET spent_at = :now
     WHERE tenant_id = :tenant AND contact_id = :contactId AND spent_at IS NULL AND expires_at > :now`,
    { contactId, now: tx.now },
  );
}
