import type { Contact as ContactAnswer, InputOf, partiesContract } from "@quanlian/shared/contract";
import type { Ctx } from "../../kernel/access";
import {
  assignNamed,
  loadForUpdate,
  refusingDuplicates,
  saveChanges,
  transact,
  type Tx,
} from "../../kernel/db";
import type { Id } from "../../kernel/ids";
import { Contact } from "./party.model";
import { contactPolicy } from "./party.policy";
import { presentContact } from "./party.present";
import { findContact } from "./party.queries";

type Input = InputOf<(typeof partiesContract)["contacts.update"]>;

/** Changes the named fields of a contact, if its party is within reach. */
export function updateContact(ctx: Ctx, input: Input): Promise<ContactAnswer> {
  return transact(ctx, async (tx) => {
    const { contactId, revision, ...fields } = input;
    const { partyId } = await findContact(tx, "contacts.update", contactId);
    const contact = await loadForUpdate(tx, Contact, contactPolicy, "contacts.update", contactId);
    contact.expectRevision(revision);
    if (fields.isPrimary && !contact.isPrimary) await stepBack(tx, partyId);
    assignNamed(contact, fields);
    await refusingDuplicates({ uq_contacts_primary: "isPrimary" }, () =>
      saveChanges(tx, contact, {
        type: "contact",
        id: contactId,
        customerId: partyId,
        supplierId: partyId,
      }),
    );
    return presentContact(await findContact(tx, "contacts.update", contactId));
  });
}

/** The former primary contact of a party makes room; whoever has read it must read again before changing it. */
export async function stepBack(tx: Tx, partyId: Id): Promise<void> {
  await tx.write(
    `UPDATE contacts k SET k.is_primary = 0, k.revision = k.revision + 1, k.updated_at = :now
     WHERE k.tenant_id = :tenant AND k.party_id = :partyId AND k.is_primary = 1`,
    { partyId, now: tx.now },
  );
}
