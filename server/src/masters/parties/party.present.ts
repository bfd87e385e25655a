import type { Contact, Party } from "@quanlian/shared/contract";
import { exact, toDecimalText } from "@quanlian/shared/domain";
import { isMasked, may, type Ctx } from "../../kernel/access";
import { addressesOf } from "./address.queries";
import { findPaymentTerm } from "./payment-term.queries";
import { presentTerm } from "./payment-term.present";
import { contactsOf, rereadParty, type ContactRecord, type PartyRecord } from "./party.queries";
import { partyMasks } from "./party.policy";
import { partyStates, stateOf } from "./party.states";

/** The party as the contract shows it to this actor, with what he may do now. */
export async function presentParty(ctx: Ctx, record: PartyRecord): Promise<Party> {
  const { custom, taxRate, createdAt, updatedAt, paymentTermId, ...shown } = record;
  const masked = maskedPartyFields(ctx);
  const term = paymentTermId === null ? undefined : await findPaymentTerm(ctx, paymentTermId);
  return {
    ...shown,
    creditLimitCents: masked.length > 0 ? null : record.creditLimitCents,
    taxRate: toDecimalText(exact(taxRate)),
    paymentTerm: term ? presentTerm(term) : null,
    custom: custom === null ? null : (JSON.parse(custom) as Record<string, unknown>),
    contacts: (await contactsOf(ctx, record.id)).map(presentContact),
    addresses: await addressesOf(ctx, record.id),
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
    masked,
    actions: actionsOn(ctx, record),
  };
}

/** The answer of a write. */
export const presentWritten = async (ctx: Ctx, partyId: string): Promise<Party> =>
  presentParty(ctx, await rereadParty(ctx, partyId));

export const presentContact = (record: ContactRecord): Contact => record;

export const maskedPartyFields = (ctx: Ctx): string[] =>
  Object.entries(partyMasks)
    .filter(([, group]) => isMasked(ctx.actor, "parties.show", group))
    .map(([field]) => field);

function actionsOn(ctx: Ctx, record: PartyRecord): string[] {
  const moves = partyStates.actionsFrom(stateOf(record)).map((move) => `parties.${move}`);
  const names = ["parties.update", ...moves, "contacts.create", "contacts.update"];
  const more = ["addresses.create", "addresses.update", "addresses.remove"];
  return [...names, "parties.inviteContact", ...more].filter((name) => may(ctx.actor, name));
}
