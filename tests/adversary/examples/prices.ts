import { nextNumber } from "../../support/given";
import type { Holder, Made } from "../holder";
import { code, exported, fresh, list, of, type Examples } from "./example";

const priceList = (h: Holder) =>
  h.call<Made>("priceLists.create", { code: code(h), name: h.tenantMark });

const line = (h: Holder) => ({ itemId: h.partId, unitId: h.unitId, unitPrice: "12.5" });

const supplierPrice = (h: Holder) => h.call<Made>("supplierPrices.create", offer(h), h.owner.token);

/** Each from a quantity of its own: a supplier has one price for a quantity and a day. */
const offer = (h: Holder) => ({
  supplierId: h.supplier.id,
  itemId: h.partId,
  unitId: h.unitId,
  minQuantity: String(nextNumber()),
  unitPrice: h.cost,
});

/** What we sell at, and what suppliers sell at. */
export const pricesExamples: Examples = {
  "priceLists.list": list((h) => h.tenantMark, "name"),
  "priceLists.count": list((h) => h.tenantMark, "name"),
  "priceLists.export": exported(),
  "priceLists.show": async (h) => of({ priceListId: (await priceList(h)).id }),
  "priceLists.create": (h) => of({ code: code(h), name: h.tenantMark }),
  "priceLists.update": fresh("priceListId", priceList, (h) => ({ name: h.tenantMark })),
  "priceLists.setPrices": fresh("priceListId", priceList, (h) => ({ lines: [line(h)] })),
  "priceLists.clearPrices": async (h) => {
    const { id, revision } = await priceList(h);
    const set = await h.call("priceLists.setPrices", {
      priceListId: id,
      revision,
      lines: [line(h)],
    });
    return of({ priceListId: id, revision: set.revision, itemIds: [h.partId] });
  },
  "priceListLines.list": list((h) => h.tenantMark, "itemName"),
  "priceListLines.count": list((h) => h.tenantMark, "itemName"),
  "priceListLines.export": exported(),
  "prices.find": (h) =>
    of({ customerId: h.customer.id, lines: [{ itemId: h.partId, quantity: "3" }] }),
  "supplierPrices.list": list((h) => h.mark, "supplier"),
  "supplierPrices.count": list((h) => h.mark, "supplier"),
  "supplierPrices.export": exported(),
  "supplierPrices.show": async (h) => of({ supplierPriceId: (await supplierPrice(h)).id }),
  "supplierPrices.create": (h) => of(offer(h)),
  "supplierPrices.update": fresh("supplierPriceId", supplierPrice, () => ({ leadTimeDays: 5 })),
};
