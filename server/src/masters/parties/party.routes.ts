import { partiesContract } from "@quanlian/shared/contract";
import { listHandlers } from "../../kernel/exchange";
import { implement } from "../../kernel/http";
import { createContact } from "./create-contact";
import { createParty } from "./create-party";
import { holdParty } from "./hold-party";
import { inviteContact } from "./invite-contact";
import { presentParty } from "./party.present";
import { findParty } from "./party.queries";
import { partyResource } from "./party.resource";
import { createPaymentTerm, listPaymentTerms } from "./payment-terms";
import { releaseParty } from "./release-party";
import { updateContact } from "./update-contact";
import { updateParty } from "./update-party";

export const partiesOperations = implement(partiesContract, {
  ...listHandlers(partyResource),
  "parties.show": async (ctx, { partyId }) =>
    presentParty(ctx, await findParty(ctx, "parties.show", partyId)),
  "parties.create": createParty,
  "parties.update": updateParty,
  "parties.hold": holdParty,
  "parties.release": releaseParty,
  "parties.inviteContact": inviteContact,
  "contacts.create": createContact,
  "contacts.update": updateContact,
  "paymentTerms.list": listPaymentTerms,
  "paymentTerms.create": createPaymentTerm,
});
