import type { Quote } from "@quanlian/shared/contract";
import type { Holder } from "../holder";
import { exported, fresh, list, nothing, of, type Examples } from "./example";

const content = (h: Holder) => ({
  title: h.mark,
  customerReference: h.mark,
  terms: h.mark,
  note: h.mark,
  internalNote: h.mark,
  paymentTermId: h.termId,
  lines: [
    {
      mode: "custom",
      itemId: h.productId,
      unitId: h.unitId,
      warehouseId: h.warehouseId,
      description: h.mark,
      recipe: {
        components: [{ itemId: h.partId, perBase: "3" }],
        operations: [{ sequence: 10, name: h.mark, workCenterId: h.workCenterId }],
      },
      breaks: [{ quantity: "1", unitPrice: h.price }],
    },
    { itemId: h.partId, note: h.mark, breaks: [{ quantity: "2", unitPrice: h.price }] },
  ],
});

const makeQuote = (h: Holder) =>
  h.call<Quote>("quotes.create", { customerId: h.customer.id, ...content(h) }, h.owner.token);

/** With the customer; sold below its cost, so the owner's own yes comes between. */
async function makeSent(h: Holder): Promise<Quote> {
  const { id: quoteId, revision } = await makeQuote(h);
  const sent = await h.call<Quote>("quotes.send", { quoteId, revision }, h.owner.token);
  if (sent.state === "sent") return sent;
  const { rows } = await h.call<{ rows: { id: string }[] }>("approvals.list", {
    filter: { number: { eq: sent.number }, state: { eq: "pending" } },
  });
  await h.call("approvals.approve", { approvalId: rows[0]!.id, revision: 1 }, h.owner.token);
  return h.call<Quote>("quotes.show", { quoteId }, h.owner.token);
}

const idOf = (make: (h: Holder) => Promise<Quote>) => async (h: Holder) => ({
  id: (await make(h)).id,
});
const onLine = async (h: Holder, more: object) => {
  const { id, lines } = await makeSent(h);
  return of({ quoteId: id, lineId: lines[0]!.id, ...more });
};

/** What a customer is offered, and what he answers. */
export const quotesExamples: Examples = {
  "quotes.list": list((h) => h.mark, "title"),
  "quotes.count": list((h) => h.mark, "title"),
  "quotes.export": exported(),
  "quotes.show": fresh("quoteId", idOf(makeSent)),
  "quotes.create": (h) => of({ customerId: h.customer.id, dealId: h.dealId, ...content(h) }),
  "quotes.update": async (h) => {
    const { id, revision, lines } = await makeQuote(h);
    const typed = content(h);
    const kept = { ...typed.lines[0], lineId: lines[0]!.id };
    return of({ quoteId: id, revision, ...typed, lines: [kept] });
  },
  "quotes.send": fresh("quoteId", makeQuote),
  "quotes.revise": fresh("quoteId", makeSent),
  "quotes.copy": async (h) => of({ quoteId: (await makeSent(h)).id, customerId: h.customer.id }),
  "quotes.withdraw": fresh("quoteId", makeSent, () => ({ reason: "x" })),
  "quotes.recordAnswer": async (h) => {
    const { id, revision, lines } = await makeSent(h);
    const answers = lines.map((line) => ({ lineId: line.id, accepted: true }));
    return of({ quoteId: id, revision, answers });
  },
  "quotes.comment": (h) => onLine(h, { text: h.mark }),
  "quotes.compare": async (h) => {
    const { id, revision } = await makeSent(h);
    const next = await h.call("quotes.revise", { quoteId: id, revision }, h.owner.token);
    return of({ quoteId: id, otherQuoteId: next.id });
  },
  "quotes.share": fresh("quoteId", idOf(makeSent)),
  "quotes.unshare": fresh("quoteId", idOf(makeSent)),
  "quotes.openShared": async (h) => {
    const { id: quoteId } = await makeSent(h);
    const { token } = await h.call<{ token: string }>("quotes.share", { quoteId }, h.owner.token);
    return of({ token });
  },
  "portal.quotes.list": nothing,
  "portal.todo.list": async (h) => {
    await makeSent(h);
    return of({});
  },
  "portal.quotes.show": fresh("quoteId", idOf(makeSent)),
  "portal.quotes.answerLine": (h) => onLine(h, { accepted: true }),
  "portal.quotes.accept": fresh("quoteId", idOf(makeSent)),
  "portal.quotes.reject": fresh("quoteId", idOf(makeSent), () => ({ reason: "x" })),
  "portal.quotes.comment": (h) => onLine(h, { text: h.mark }),
  "quoteSettings.show": nothing,
  "quoteSettings.update": async (h) => {
    const { revision } = await h.call<{ revision: number }>("quoteSettings.show", {});
    return of({ revision, validityDays: 20 });
  },
};
