import type { Contact, Party, PaymentTerm } from "@quanlian/shared/contract";
import { exact, toDecimalText } from "@quanlian/shared/domain";
import { isMasked, may, type Ctx } from "../../kernel/access";
import { contactsOf, rereadParty, type ContactRecord, type PartyRecord } from "./party.queries";
import { partyMasks } from "./party.policy";
import { partyStates, stateOf } from "./party.states";

/** The party as the contract shows it to this actor, with what he may do now. */
export async function presentParty(ctx: Ctx, record: PartyRecord): Promise<Party> {
  const { custom, taxRate, createdAt, updatedAt, ...rest } = record;
  const { termId, termCode, termName, kind, days, depositRate, ...shown } = rest;
  const masked = maskedPartyFields(ctx);
  return {
    ...shown,
    creditLimitCents: masked.length > 0 ? null : record.creditLimitCents,
    taxRate: toDecimalText(exact(taxRate)),
    paymentTerm:
      termId === null
        ? null
        : presentTerm({ id: termId, code: termCode, name: termName, kind, days, depositRate }),
    custom: custom === null ? null : (JSON.parse(custom) as Record<string, unknown>),
    contacts: (await contactsOf(ctx, record.id)).map(presentContact),
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

export const presentTerm = (record: PaymentTerm): PaymentTerm => ({
  ...record,
  depositRate: toDecimalText(exact(record.depositRate)),
});

export const maskedPartyFields = (ctx: Ctx): string[] =>
  Object.entries(partyMasks)
    .filter(([, group]) => isMasked(ctx.actor, "parties.show", group))
    .map(([field]) => field);

function actionsOn(ctx: Ctx, record: PartyRecord): string[] {
  const moves = partyStates.actionsFrom(stateOf(record)).map((move) => `parties.${move}`);
  const names = ["parties.update", ...moves, "contacts.create", "contacts.update"];
  return [...names, "parties.inviteContact"].filter((name) => may(ctx.actor, name));
}
