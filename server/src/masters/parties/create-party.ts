import type { InputOf, partiesContract, WrittenParty } from "@quanlian/shared/contract";
import { refuseMasked, type Ctx } from "../../kernel/access";
import { insertRow, insertRows, refusingDuplicates, transact } from "../../kernel/db";
import { Faults } from "../../kernel/errors";
import { writeTerms } from "../../kernel/search";
import { Contact, Party } from "./party.model";
import { partyMasks } from "./party.policy";
import { presentWritten } from "./party.present";
import { findSameName } from "./same-name";
import { searchedParty } from "./party.resource";
import { partyCodeTaken } from "./party.queries";
import {
  checkCreditCode,
  checkPaymentTerm,
  checkPriceList,
  checkRoles,
  keeperOf,
  keysOf,
  limitOf,
  namedKeeper,
  type Keeper,
} from "./party.rules";

type Input = InputOf<(typeof partiesContract)["parties.create"]>;

/**
 * Takes a customer or supplier into the books, with its contacts. It belongs to whoever takes it in, unless an owner is
 * named within his own reach.
 */
export function createParty(ctx: Ctx, input: Input): Promise<WrittenParty> {
  return transact(ctx, async (tx) => {
    refuseMasked(tx.actor, "parties.create", partyMasks, input);
    const keeper = await checkNewParty(tx, input);

    const { contacts, isCustomer = false, isSupplier = false, ...fields } = input;
    const id = tx.newId();
    const party = { ...fields, isCustomer, isSupplier, ...keeper };
    await refusingDuplicates(PARTY_KEYS, () =>
      insertRow(tx, Party, {
        id,
        ...party,
        ...keysOf(input),
        creditLimitCents: limitOf(input.creditLimitCents) ?? null,
      }),
    );
    await insertRows(
      tx,
      Contact,
      contacts.map((contact) => ({ ...contact, partyId: id })),
    );
    const { code, name, shortName = "", creditCode = null } = input;
    await writeTerms(tx, "party", [searchedParty({ id, code, name, shortName, creditCode })]);
    const about = { type: "party", id, number: input.code, customerId: id, supplierId: id };
    tx.record({ ...about, ...keeper, before: null, after: { ...party, contacts } });
    return {
      ...(await presentWritten(tx, id)),
      sameName: await findSameName(tx, "parties.create", { id, name }),
    };
  });
}

/** What two people may type in the same moment. */
export const PARTY_KEYS = { uq_parties_code: "code", uq_parties_credit_code: "creditCode" };

async function checkNewParty(ctx: Ctx, input: Input): Promise<Keeper> {
  const faults = new Faults(ctx.language);
  checkRoles(faults, {
    isCustomer: input.isCustomer ?? false,
    isSupplier: input.isSupplier ?? false,
  });
  if (await partyCodeTaken(ctx, input.code)) faults.taken(["code"], input.code);
  await checkCreditCode(ctx, faults, input.creditCode);
  await checkPaymentTerm(ctx, faults, input.paymentTermId);
  await checkPriceList(ctx, faults, input.priceListId);
  const primaries = input.contacts.flatMap((contact, at) => (contact.isPrimary ? [at] : []));
  for (const at of primaries.slice(1)) faults.add(["contacts", at, "isPrimary"], "issue.duplicate");
  const keeper =
    input.ownerId === undefined
      ? keeperOf(ctx.actor)
      : await namedKeeper(ctx, faults, "parties.create", input.ownerId);
  faults.refuse();
  return keeper;
}
