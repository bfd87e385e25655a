import {
  partiesContract,
  partyAddressesContract,
  paymentTermsContract,
} from "@quanlian/shared/contract";
import { listHandlers } from "../../kernel/exchange";
import { implement } from "../../kernel/http";
import { declareAudience } from "../../kernel/live";
import { createContact } from "./create-contact";
import { createParty } from "./create-party";
import { holdParty } from "./hold-party";
import { inviteContact } from "./invite-contact";
import { revokeInvitation } from "./revoke-invitation";
import { partyPolicy } from "./party.policy";
import { presentParty } from "./party.present";
import { findParty } from "./party.queries";
import { partyResource } from "./party.resource";
import {
  activatePaymentTerm,
  createPaymentTerm,
  deactivatePaymentTerm,
  listPaymentTerms,
} from "./payment-terms";
import { releaseParty } from "./release-party";
import { createAddress, removeAddress, updateAddress } from "./save-address";
import { shareParty } from "./share-party";
import { updateContact } from "./update-contact";
import { updateParty } from "./update-party";

declareAudience("party", partyPolicy, "parties.show");

export const partiesOperations = implement(partiesContract, {
  ...listHandlers(partyResource),
  "parties.show": async (ctx, { partyId }) =>
    presentParty(ctx, await findParty(ctx, "parties.show", partyId)),
  "parties.create": createParty,
  "parties.update": updateParty,
  "parties.share": shareParty,
  "parties.hold": holdParty,
  "parties.release": releaseParty,
  "parties.inviteContact": inviteContact,
  "parties.revokeInvitation": revokeInvitation,
  "contacts.create": createContact,
  "contacts.update": updateContact,
});

export const partyAddressesOperations = implement(partyAddressesContract, {
  "addresses.create": createAddress,
  "addresses.update": updateAddress,
  "addresses.remove": removeAddress,
});

export const paymentTermsOperations = implement(paymentTermsContract, {
  "paymentTerms.list": listPaymentTerms,
  "paymentTerms.create": createPaymentTerm,
  "paymentTerms.deactivate": deactivatePaymentTerm,
  "paymentTerms.activate": activatePaymentTerm,
});
