import type { InputOf, Party as PartyAnswer, partiesContract } from "@quanlian/shared/contract";
import { refuseMasked, type Ctx } from "../../kernel/access";
import { assignNamed, loadForUpdate, saveChanges, transact } from "../../kernel/db";
import { Faults } from "../../kernel/errors";
import { writeTerms } from "../../kernel/search";
import { Party } from "./party.model";
import { partyMasks, partyPolicy } from "./party.policy";
import { presentWritten } from "./party.present";
import { searchedParty } from "./party.resource";
import { checkPaymentTerm, checkRoles, limitOf, namedKeeper } from "./party.rules";

type Input = InputOf<(typeof partiesContract)["parties.update"]>;

/** Changes the named fields of a party; documents that carry its terms already keep them. */
export function updateParty(ctx: Ctx, input: Input): Promise<PartyAnswer> {
  return transact(ctx, async (tx) => {
    const { partyId, revision, ...fields } = input;
    const party = await loadForUpdate(tx, Party, partyPolicy, "parties.update", partyId);
    refuseMasked(tx.actor, "parties.update", partyMasks, input);
    party.expectRevision(revision);

    const faults = new Faults(tx.language);
    checkRoles(faults, {
      isCustomer: fields.isCustomer ?? party.isCustomer,
      isSupplier: fields.isSupplier ?? party.isSupplier,
    });
    await checkPaymentTerm(tx, faults, fields.paymentTermId, party.paymentTermId);
    const keeper =
      fields.ownerId === undefined || fields.ownerId === party.ownerId
        ? {}
        : await namedKeeper(tx, faults, "parties.update", fields.ownerId);
    faults.refuse();

    assignNamed(party, {
      ...fields,
      ...keeper,
      creditLimitCents: limitOf(fields.creditLimitCents),
    });
    if (party.changed("name") || party.changed("shortName")) {
      await writeTerms(tx, "party", [searchedParty(party)]);
    }
    await saveChanges(tx, party, changeOf(party));
    return presentWritten(tx, party.id);
  });
}

/** How audit and live events name a party. */
export const changeOf = (party: Party) => ({
  type: "party",
  id: party.id,
  number: party.code,
  ownerId: party.ownerId,
  departmentId: party.departmentId,
  customerId: party.id,
  supplierId: party.id,
});
