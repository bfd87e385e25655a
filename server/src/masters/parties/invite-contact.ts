import type { InputOf, OutputOf, partiesContract } from "@quanlian/shared/contract";
import type { Ctx } from "../../kernel/access";
import { transact } from "../../kernel/db";
import { refuse } from "../../kernel/errors";
import { contactAccess } from "./contact-access";
import { findContact, rereadParty } from "./party.queries";

type Operation = (typeof partiesContract)["parties.inviteContact"];

/** Invites a contact to act for its party in the portal. The link works once; only its recipient's copy exists. */
export function inviteContact(
  ctx: Ctx,
  { contactId, kind }: InputOf<Operation>,
): Promise<OutputOf<Operation>> {
  return transact(ctx, async (tx) => {
    const contact = await findContact(tx, "parties.inviteContact", contactId);
    const {
      id: partyId,
      name,
      code,
      isCustomer,
      isSupplier,
    } = await rereadParty(tx, contact.partyId);
    if (kind === "customer" && !isCustomer) refuse("party.not_customer", { name, code });
    if (kind === "supplier" && !isSupplier) refuse("party.not_supplier", { name, code });

    const { token, expiresAt } = await contactAccess().issueInvitation(tx, {
      kind,
      partyId,
      partyName: name,
      contactId,
      name: contact.name,
      phone: contact.phone,
    });
    const after = { invitedAs: kind, expiresAt: expiresAt.toISOString() };
    const about = { type: "contact", id: contactId, customerId: partyId, supplierId: partyId };
    tx.record({ ...about, before: null, after });
    return { token, expiresAt: expiresAt.toISOString() };
  });
}
