import type { InputOf, inventoryContract } from "@quanlian/shared/contract";
import { exact, toDecimalText } from "@quanlian/shared/domain";
import type { Ctx } from "../../kernel/access";
import { transact } from "../../kernel/db";
import { Faults } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { checkDay, checkPlaces } from "./check-places";
import { checkTracking } from "./check-tracking";
import { stockAdjusted } from "./inventory.events";
import { lotKey, nameLots } from "./name-lots";
import { NONE } from "./stock.types";

type Input = InputOf<(typeof inventoryContract)["inventory.adjust"]>;

/**
 * Corrects stock of any part of the stock key, with a reason. Refuses what would take more than there is, or more than
 * demands leave free. What belongs to a party comes in and goes out without value.
 */
export function adjust(ctx: Ctx, { reason, occurredOn: givenDay, lines }: Input) {
  return transact(ctx, async (tx) => {
    const faults = new Faults(tx.language);
    const named = lines.map((line, at) => ({ path: ["lines", at], ...line }));
    const occurredOn = checkDay(tx, faults, givenDay);
    await checkPlaces(tx, faults, "inventory.adjust", named);
    faults.refuse();
    const lots = await nameLots(tx, faults, named.flatMap(lotOf));
    faults.refuse();

    const moved = lines.map((line) => ({
      lineId: tx.newId(),
      itemId: line.itemId,
      warehouseId: line.warehouseId,
      locationId: line.locationId ?? NONE,
      lotId: line.lot ? lots.get(lotKey(line.itemId, line.lot.number))! : NONE,
      ownerPartyId: line.ownerPartyId ?? NONE,
      status: line.status ?? ("usable" as const),
      quantity: toDecimalText(exact(line.quantity)),
      catchQuantity: toDecimalText(exact(line.catchQuantity ?? "0")),
      unitCost: line.unitCost ?? "0",
      serials: line.serials ?? [],
    }));
    await checkTracking(tx, faults, moved.map(tracked));
    faults.refuse();

    const adjustmentId = tx.newId();
    await tx.emit(stockAdjusted, { adjustmentId, reason, occurredOn, lines: moved });
    tx.record({
      type: "stock_adjustment",
      id: adjustmentId,
      before: null,
      after: { lines },
      reason,
    });
    return { adjustmentId, lines: lines.length };
  });
}

const tracked = (
  line: { itemId: Id; lotId: Id; quantity: string; serials: string[] },
  at: number,
) => ({
  ...line,
  path: ["lines", at],
  quantity: exact(line.quantity),
});

type NamedLine = Input["lines"][number] & { path: (string | number)[] };

const lotOf = ({ path, itemId, lot, quantity }: NamedLine) =>
  lot ? [{ path: [...path, "lot"], itemId, lot, mayCreate: !quantity.startsWith("-") }] : [];
