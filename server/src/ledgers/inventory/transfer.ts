import type { InputOf, inventoryContract } from "@quanlian/shared/contract";
import { exact, toDecimalText } from "@quanlian/shared/domain";
import type { Ctx } from "../../kernel/access";
import { transact, type Tx } from "../../kernel/db";
import { Faults } from "../../kernel/errors";
import { checkDay, checkPlaces } from "./check-places";
import { checkTracking } from "./check-tracking";
import { stockTransferred } from "./inventory.events";
import { lotKey, nameLots } from "./name-lots";
import { NONE } from "./stock.types";

type Input = InputOf<(typeof inventoryContract)["inventory.transfer"]>;
type Line = Input["lines"][number];

/**
 * Carries stock elsewhere: to another warehouse, location or status. Lot and owner stay with the goods. The value that
 * leaves one cost pool arrives in the other to the 分; what demands hold where it lies stays there.
 */
export function transfer(ctx: Ctx, { reason, occurredOn: givenDay, lines }: Input) {
  return transact(ctx, async (tx) => {
    const faults = new Faults(tx.language);
    const occurredOn = checkDay(tx, faults, givenDay);
    const lots = await checkLines(tx, faults, lines);
    const moved = lines.map((line) => ({
      lineId: tx.newId(),
      itemId: line.itemId,
      ...placeOf(line.from),
      lotId: line.lotNumber ? lots.get(lotKey(line.itemId, line.lotNumber))! : NONE,
      ownerPartyId: line.ownerPartyId ?? NONE,
      quantity: toDecimalText(exact(line.quantity)),
      catchQuantity: toDecimalText(exact(line.catchQuantity ?? "0")),
      serials: line.serials ?? [],
      to: { lineId: tx.newId(), ...placeOf(line.to) },
    }));
    await checkTracking(
      tx,
      faults,
      moved.map((line, at) => ({ ...line, path: ["lines", at], quantity: exact(line.quantity) })),
    );
    faults.refuse();
    const transferId = tx.newId();
    await tx.emit(stockTransferred, { transferId, reason, occurredOn, lines: moved });
    tx.record({ type: "stock_transfer", id: transferId, before: null, after: { lines }, reason });
    return { transferId, lines: lines.length };
  });
}

const placeOf = (place: Line["from"]) => ({
  warehouseId: place.warehouseId,
  locationId: place.locationId ?? NONE,
  status: place.status ?? ("usable" as const),
});

async function checkLines(tx: Tx, faults: Faults, lines: readonly Line[]) {
  const named = lines.flatMap((line, at) => [
    { path: ["lines", at], itemId: line.itemId, ownerPartyId: line.ownerPartyId },
    { path: ["lines", at, "from"], ...line.from },
    { path: ["lines", at, "to"], ...line.to },
  ]);
  await checkPlaces(tx, faults, "inventory.transfer", named);
  lines.forEach((line, at) => {
    const [from, to] = [placeOf(line.from), placeOf(line.to)];
    if (JSON.stringify(from) === JSON.stringify(to))
      faults.add(["lines", at, "to"], "issue.same_place");
  });
  faults.refuse();
  const names = lines.flatMap(({ itemId, lotNumber }, at) =>
    lotNumber
      ? [
          {
            path: ["lines", at],
            field: "lotNumber",
            itemId,
            lot: { number: lotNumber },
            mayCreate: false,
          },
        ]
      : [],
  );
  const lots = await nameLots(tx, faults, names);
  faults.refuse();
  return lots;
}
