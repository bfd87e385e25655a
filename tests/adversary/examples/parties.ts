import { makeParty, type Holder, type Made } from "../holder";
import { code, fresh, of, onlyId, type Examples } from "./example";

const party = (h: Holder) => makeParty(h, { isCustomer: true });

const address = async (h: Holder): Promise<Made> => {
  const input = { partyId: h.customer.id, ...place(h), isDefaultDelivery: false };
  return h.call("addresses.create", input, h.owner.token);
};
const place = (h: Holder) => ({ recipient: h.mark, region: h.mark, line: h.mark });

const term = (h: Holder) =>
  h.call<Made>("paymentTerms.create", { code: code(h), name: h.tenantMark, kind: "cod" });

/** What parties have beside their contacts: addresses, terms. */
export const partiesExamples: Examples = {
  "addresses.create": fresh("partyId", onlyId(party), place),
  "addresses.update": fresh("addressId", address, place),
  "addresses.remove": fresh("addressId", address),
  "parties.share": fresh("partyId", party, (h) => ({ collaboratorIds: [h.owner.userId] })),
  "paymentTerms.deactivate": fresh("paymentTermId", term),
  "paymentTerms.activate": async (h) => {
    const { id, revision } = await term(h);
    const put = await h.call("paymentTerms.deactivate", { paymentTermId: id, revision });
    return of({ paymentTermId: id, revision: put.revision });
  },
};
