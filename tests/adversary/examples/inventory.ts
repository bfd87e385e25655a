import { list, exported, nothing, of, type Examples } from "./example";

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
          lot: { number: h.tenantMark },
          ownerPartyId: h.customer.id,
          quantity: "1",
          unitCost: "1",
        },
      ],
    }),
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
