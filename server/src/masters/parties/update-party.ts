import type { InputOf, partiesContract, WrittenParty } from "@quanlian/shared/contract";
import { refuseMasked, type Ctx } from "../../kernel/access";
import {
  assignNamed,
  loadForUpdate,
  refusingDuplicates,
  saveChanges,
  transact,
} from "../../kernel/db";
import { Faults } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { writeTerms } from "../../kernel/search";
import { Party } from "./party.model";
import { partyMasks, partyPolicy } from "./party.policy";
import { presentWritten } from "./party.present";
import { searchedParty } from "./party.resource";
import { collaboratorIdsOf } from "./collaborators";
import { PARTY_KEYS } from "./create-party";
import { findSameName } from "./same-name";
import {
  checkCreditCode,
  checkPaymentTerm,
  checkPriceList,
  checkRoles,
  keysOf,
  limitOf,
  namedKeeper,
  refuseForeignKeeper,
} from "./party.rules";

type Input = InputOf<(typeof partiesContract)["parties.update"]>;

/** Changes the named fields of a party; documents that carry its terms already keep them. */
export function updateParty(ctx: Ctx, input: Input): Promise<WrittenParty> {
  return transact(ctx, async (tx) => {
    const { partyId, revision, ...fields } = input;
    const party = await loadForUpdate(tx, Party, partyPolicy, "parties.update", partyId);
    refuseMasked(tx.actor, "parties.update", partyMasks, input);
    party.expectRevision(revision);

    const handsOn = fields.ownerId !== undefined && fields.ownerId !== party.ownerId;
    if (handsOn) refuseForeignKeeper(tx.actor, "parties.update", party);

    const faults = new Faults(tx.language);
    checkRoles(faults, {
      isCustomer: fields.isCustomer ?? party.isCustomer,
      isSupplier: fields.isSupplier ?? party.isSupplier,
    });
    await checkCreditCode(tx, faults, fields.creditCode, partyId);
    await checkPriceList(tx, faults, fields.priceListId, party.priceListId);
    await checkPaymentTerm(tx, faults, fields.paymentTermId, party.paymentTermId);
    const keeper =
      handsOn && fields.ownerId !== undefined
        ? await namedKeeper(tx, faults, "parties.update", fields.ownerId)
        : {};
    faults.refuse();

    assignNamed(party, {
      ...fields,
      ...keeper,
      ...keysOf(fields),
      creditLimitCents: limitOf(fields.creditLimitCents),
    });
    if (SEARCHED.some((name) => party.changed(name))) {
      await writeTerms(tx, "party", [searchedParty(party)]);
    }
    const about = changeOf(party, await collaboratorIdsOf(tx, partyId));
    const renamed = party.changed("name");
    await refusingDuplicates(PARTY_KEYS, () => saveChanges(tx, party, about));
    const sameName = renamed ? await findSameName(tx, "parties.update", party) : NOBODY;
    return { ...(await presentWritten(tx, party.id)), sameName };
  });
}

const SEARCHED = ["name", "shortName", "creditCode"] as const;
const NOBODY: WrittenParty["sameName"] = { count: 0, parties: [] };

/** How audit and live events name a party. */
export const changeOf = (party: Party, collaboratorIds: readonly Id[]) => ({
  type: "party",
  id: party.id,
  number: party.code,
  ownerId: party.ownerId,
  departmentId: party.departmentId,
  customerId: party.id,
  supplierId: party.id,
  collaboratorIds,
});
