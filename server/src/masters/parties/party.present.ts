import type { Contact, Party } from "@quanlian/shared/contract";
import { exact, toDecimalText } from "@quanlian/shared/domain";
import { isMasked, may, type Ctx } from "../../kernel/access";
import type { Id } from "../../kernel/ids";
import { addressesOf } from "./address.queries";
import { findPaymentTerm } from "./payment-term.queries";
import { presentTerm } from "./payment-term.present";
import { collaboratorIdsOf } from "./collaborators";
import { priceListBook } from "./price-list-book";
import { staffDirectory } from "./staff-directory";
import { contactsOf, rereadParty, type ContactRecord, type PartyRecord } from "./party.queries";
import { partyMasks } from "./party.policy";
import { partyStates, stateOf } from "./party.states";

/** The party as the contract shows it to this actor, with what he may do now. */
export async function presentParty(ctx: Ctx, record: PartyRecord): Promise<Party> {
  const { custom, taxRate, createdAt, updatedAt, paymentTermId, priceListId, ...shown } = record;
  const masked = maskedPartyFields(ctx);
  const term = paymentTermId === null ? undefined : await findPaymentTerm(ctx, paymentTermId);
  const collaboratorIds = await collaboratorIdsOf(ctx, record.id);
  const staff = [...collaboratorIds, ...(record.ownerId === null ? [] : [record.ownerId])];
  const names =
    staff.length > 0 ? await staffDirectory().nameStaff(ctx, staff) : new Map<Id, string>();
  const named = (id: string) => ({ id, label: names.get(id) ?? "" });
  return {
    ...shown,
    ...Object.fromEntries(masked.map((field) => [field, null])),
    owner: record.ownerId === null ? null : named(record.ownerId),
    collaborators: collaboratorIds.map(named),
    priceList: await priceListNamed(ctx, priceListId),
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

async function priceListNamed(ctx: Ctx, id: Id | null): Promise<Party["priceList"]> {
  if (id === null) return null;
  return { id, label: (await priceListBook().namePriceList(ctx, id, true)) ?? "" };
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
  const names = ["parties.update", "parties.share", ...moves, "contacts.create", "contacts.update"];
  const more = ["addresses.create", "addresses.update", "addresses.remove"];
  return [...names, "parties.inviteContact", ...more].filter((name) => may(ctx.actor, name));
}
