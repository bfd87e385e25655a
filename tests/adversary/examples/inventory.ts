import type { Period } from "@quanlian/shared/contract";
import { nextNumber } from "../../support/given";
import { FIRST_CLOSED, makeStocktake, startedStocktake, type Holder } from "../holder";
import { exported, fresh, list, nothing, of, shown, type Examples } from "./example";

/** Stock: its moves, what lies where, and what moves it. */
export const inventoryExamples: Examples = {
  "stockMoves.list": list((h) => h.tenantMark, "reason"),
  "stockMoves.count": list((h) => h.tenantMark, "reason"),
  "stockMoves.export": exported(),
  "stockBalances.list": nothing,
  "stockBalances.count": nothing,
  "stockBalances.export": exported(),
  "inventory.stock": (h) => of({ itemIds: [h.partId] }),
  "inventory.adjust": (h) =>
    of({
      reason: h.tenantMark,
      lines: [
        {
          itemId: h.partId,
          warehouseId: h.warehouseId,
          locationId: h.locationId,
          ownerPartyId: h.customer.id,
          quantity: "1",
          unitCost: "1",
        },
      ],
    }),
  "inventory.alerts": () => of({ kind: "below_safety" }),
  "items.available": shown("itemId", (h) => h.partId),
  "portal.material.list": nothing,

  "lots.list": list((h) => h.tenantMark, "number"),
  "lots.count": list((h) => h.tenantMark, "number"),
  "lots.export": exported(),
  "lots.show": shown("lotId", (h) => h.lotId),
  "genealogy.show": shown("lotId", (h) => h.lotId),
  "genealogy.recall": shown("lotId", (h) => h.lotId),
  "lots.update": async (h) => {
    const { revision } = await h.call("lots.show", { lotId: h.lotId });
    return of({ lotId: h.lotId, revision, supplierLot: `${h.tenantMark}${nextNumber()}` });
  },
  "serials.list": list((h) => h.tenantMark, "number"),
  "serials.count": list((h) => h.tenantMark, "number"),
  "serials.export": exported(),
  "serials.show": shown("serialId", (h) => h.serialId),

  "stocktakes.list": list((h) => h.tenantMark, "note"),
  "stocktakes.count": list((h) => h.tenantMark, "note"),
  "stocktakes.export": exported(),
  "stocktakeLines.list": nothing,
  "stocktakeLines.count": nothing,
  "stocktakeLines.export": exported(),
  "stocktakes.show": shown("stocktakeId", (h) => h.stocktakeId),
  "stocktakes.create": (h) =>
    of({ warehouseId: h.warehouseId, locationIds: [h.locationId], note: h.tenantMark }),
  "stocktakes.start": fresh("stocktakeId", makeStocktake),
  "stocktakes.enterCounts": async (h) => {
    const { id: stocktakeId } = await startedStocktake(h);
    const line = { itemId: h.partId, locationId: h.locationId, ownerPartyId: h.customer.id };
    return of({ stocktakeId, lines: [{ ...line, quantity: "1" }] });
  },
  "stocktakes.importCounts": async (h) => {
    const { id: stocktakeId } = await startedStocktake(h);
    const { code } = await h.call<{ code: string }>("items.show", { itemId: h.partId });
    const text = `物料编码,数量\n${code},3\n`;
    const contentBase64 = Buffer.from(text).toString("base64");
    return of({ stocktakeId, file: { name: "counts.csv", contentBase64 } });
  },
  "stocktakes.recount": fresh("stocktakeId", startedStocktake),
  "stocktakes.post": fresh("stocktakeId", startedStocktake, () => ({ keepUncounted: true })),
  "stocktakes.cancel": fresh("stocktakeId", makeStocktake, () => ({ reason: "x" })),

  "periodValues.list": nothing,
  "periodValues.count": nothing,
  "periodValues.export": exported(),
  "periods.list": nothing,
  "periods.check": () => of({ month: "2026-10" }),
  "periods.close": async (h) => {
    const last = await lastClosed(h);
    if (last !== "2026-10") return of({ month: monthAfter(last), note: h.tenantMark });
    await h.call("periods.reopen", { month: last, reason: h.tenantMark });
    return of({ month: last, note: h.tenantMark });
  },
  "periods.reopen": async (h) => {
    const last = await lastClosed(h);
    const month = last === FIRST_CLOSED ? monthAfter(last) : last;
    if (month !== last) await h.call("periods.close", { month, note: h.tenantMark });
    return of({ month, reason: h.tenantMark });
  },
  "inventory.transfer": async (h) => {
    const held = { warehouseId: h.warehouseId, status: "frozen" };
    const line = { ...held, itemId: h.partId, quantity: "1", unitCost: h.cost };
    await h.call("inventory.adjust", { reason: h.tenantMark, lines: [line] });
    const to = { warehouseId: h.warehouseId, locationId: h.locationId };
    return of({
      reason: h.tenantMark,
      lines: [{ itemId: h.partId, from: held, to, quantity: "1" }],
    });
  },
};

/** The first closed month stays closed: its values are what their list is tried on. */
async function lastClosed(h: Holder): Promise<string> {
  const { rows } = await h.call<{ rows: Period[] }>("periods.list", {});
  return rows.find((row) => row.state === "closed")!.month;
}

const monthAfter = (month: string) => `2026-${String(Number(month.slice(5)) + 1).padStart(2, "0")}`;
