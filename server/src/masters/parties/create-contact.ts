import type { Contact as ContactAnswer, InputOf, partiesContract } from "@quanlian/shared/contract";
import type { Ctx } from "../../kernel/access";
import { insertRow, refusingDuplicates, transact } from "../../kernel/db";
import { Contact } from "./party.model";
import { presentContact } from "./party.present";
import { findContact, findParty } from "./party.queries";
import { stepBack } from "./update-contact";

type Input = InputOf<(typeof partiesContract)["contacts.create"]>;

/** Adds a person to a party. A new primary contact takes the place of the former one. */
export function createContact(ctx: Ctx, input: Input): Promise<ContactAnswer> {
  return transact(ctx, async (tx) => {
    const party = await findParty(tx, "contacts.create", input.partyId);
    if (input.isPrimary) await stepBack(tx, party.id);
    const id = tx.newId();
    await refusingDuplicates({ uq_contacts_primary: "isPrimary" }, () =>
      insertRow(tx, Contact, { ...input, id }),
    );
    const about = { type: "contact", id, customerId: party.id, supplierId: party.id };
    tx.record({ ...about, before: null, after: input });
    return presentContact(await findContact(tx, "contacts.create", id));
  });
}
