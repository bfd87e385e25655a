import { makeDeal, makeLead, type Holder } from "../holder";
import { exported, list, of, shown, type Examples } from "./example";

const said = (h: Holder) => ({
  kind: "call",
  note: h.mark,
  nextStep: h.mark,
  nextOn: "2026-12-01",
});

/** What was said, and read again where it was said. */
export const followUpsExamples: Examples = {
  "followUps.list": list((h) => h.mark, "note"),
  "followUps.count": list((h) => h.mark, "note"),
  "followUps.export": exported(),
  "leads.follow": async (h) => of({ leadId: (await makeLead(h)).id, ...said(h) }),
  "deals.follow": async (h) => of({ dealId: (await makeDeal(h)).id, ...said(h) }),
  "parties.follow": (h) => of({ partyId: h.customer.id, ...said(h) }),
  "leads.history": shown("leadId", (h) => h.leadId),
  "deals.history": shown("dealId", (h) => h.dealId),
  "parties.history": shown("partyId", (h) => h.customer.id),
};
