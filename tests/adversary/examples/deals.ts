import { makeDeal, type Holder } from "../holder";
import { exported, fresh, list, nothing, of, shown, type Examples } from "./example";

const stages = async (h: Holder) =>
  (await h.call<{ rows: { id: string; kind: string }[] }>("dealStages.list", {})).rows;
const reasonIn = async (h: Holder) => {
  const { rows } = await h.call<{ rows: { id: string }[] }>("lostReasons.list", {});
  if (rows[0]) return rows[0].id;
  const reasons = [{ name: h.tenantMark }];
  return (await h.call<{ rows: { id: string }[] }>("lostReasons.save", { reasons })).rows[0]!.id;
};

/** Deals, their pipeline and why they are lost. */
export const dealsExamples: Examples = {
  "deals.list": list((h) => h.mark, "name"),
  "deals.count": list((h) => h.mark, "name"),
  "deals.export": exported(),
  "deals.create": (h) =>
    of({
      name: h.mark,
      customerId: h.customer.id,
      lines: [{ itemId: h.partId, quantity: "1" }],
    }),
  "deals.update": fresh("dealId", makeDeal, (h) => ({ note: h.mark, ownerId: h.owner.userId })),
  "deals.move": async (h) => {
    const { id: dealId, revision } = await makeDeal(h);
    return of({ dealId, revision, stageId: (await stages(h))[1]!.id });
  },
  "deals.win": fresh("dealId", makeDeal),
  "deals.lose": async (h) => {
    const { id: dealId, revision } = await makeDeal(h);
    return of({ dealId, revision, lostReasonId: await reasonIn(h) });
  },
  "deals.reopen": async (h) => {
    const { id: dealId, revision } = await makeDeal(h);
    const won = await h.call("deals.win", { dealId, revision }, h.owner.token);
    return of({ dealId, revision: won.revision, reason: "x" });
  },
  "deals.show": shown("dealId", (h) => h.dealId),
  "deals.funnel": (h) => of({ ownerId: h.owner.userId }),
  "dealStages.list": nothing,
  "dealStages.save": async (h) => {
    const kept = (await stages(h)).map(({ id, kind }) => ({
      ...{ id, kind, name: h.tenantMark, probability: "0.5" },
    }));
    return of({ stages: kept });
  },
  "lostReasons.list": nothing,
  "lostReasons.save": (h) => of({ reasons: [{ name: h.tenantMark }] }),
};
