import type { Tx } from "../../kernel/db";
import { assert } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";

/** Whom an invitation is for. */
export interface InvitedContact {
  kind: "customer" | "supplier";
  partyId: Id;
  /** Shown to a person who stands at several places. */
  partyName: string;
  contactId: Id;
  name: string;
  phone: string | null;
}

/** How a contact gets into the portal: whoever keeps the log-ins answers this. */
export interface ContactAccess {
  /** Makes an invitation that works once and expires; the token is told this one time. */
  issueInvitation(tx: Tx, contact: InvitedContact): Promise<{ token: string; expiresAt: Date }>;
  /** Ends the open invitations of a contact of this tenant's; answers how many. A login that exists goes on. */
  revokeInvitations(tx: Tx, contactId: Id): Promise<number>;
}

let installed: ContactAccess | null = null;

/** Plugged in by `main`. */
export function installContactAccess(access: ContactAccess): void {
  installed = access;
}

export function contactAccess(): ContactAccess {
  assert(installed, "nobody answers for the contacts' access");
  return installed;
}
