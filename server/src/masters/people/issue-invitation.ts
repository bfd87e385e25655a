import { insertRow, type Tx } from "../../kernel/db";
import type { Id } from "../../kernel/ids";
import { Invitation } from "./contact.model";
import { hashOf, invitationTokenText, newSecret } from "./secrets";

const VALID_DAYS = 7;

/** The contact of a party whom a link shall let in. `partyName` is shown where the person chooses a place. */
export interface ContactToInvite {
  kind: "customer" | "supplier";
  partyId: Id;
  contactId: Id;
  name: string;
  phone: string | null;
  partyName?: string | null;
}

/**
 * Makes an invitation: whoever opens its token first, within seven days, may act as the contact. Earlier invitations of
 * the same contact end. The caller has checked that contact and party are this tenant's.
 */
export async function issueInvitation(
  tx: Tx,
  contact: ContactToInvite,
): Promise<{ token: string; expiresAt: Date }> {
  const books = tx.books;
  const secret = newSecret();
  const expiresAt = new Date(tx.now.getTime() + VALID_DAYS * 24 * 60 * 60_000);
  await books.write(
    `UPDATE invitations SET spent_at = :now
     WHERE tenant_id = :tenant AND contact_id = :contactId AND kind = :kind AND spent_at IS NULL`,
    { contactId: contact.contactId, kind: contact.kind, now: tx.now },
  );
  await insertRow(books, Invitation, { ...contact, tokenHash: hashOf(secret), expiresAt });
  return { token: invitationTokenText(tx.tenantId, secret), expiresAt };
}
