import type { InputOf, shipmentsContract } from "@quanlian/shared/contract";
import { exact, toDecimalText } from "@quanlian/shared/domain";
import type { Ctx } from "../../kernel/access";
import { insertRows, type Tx } from "../../kernel/db";
import { Faults, refuse } from "../../kernel/errors";
import { sortedIds, type Id } from "../../kernel/ids";
import {
  choosePlaces,
  lockItemStocks,
  lotKey,
  nameLots,
  NONE,
  type ChosenPlace,
} from "../../ledgers/inventory";
import { onShipment, saveMoved } from "./move-shipment";
import { ShipmentPick } from "./shipment.model";
import { readShipmentLines, type ShipmentLineRow } from "./shipment.queries";
import { shipmentStates } from "./shipment.states";

const NAME = "shipments.pick";

type Input = InputOf<(typeof shipmentsContract)[typeof NAME]>;
type Scanned = Input["lines"][number];

/**
 * Says where the goods of a note are taken from: as they were scanned, or what expires first. Scanned in parts, a line must come
 * to what is noted. Said again it replaces what was said before; nothing leaves stock by it.
 */
export const pickShipment = (ctx: Ctx, { lines: scanned, ...input }: Input) =>
  onShipment(ctx, NAME, input, async (tx, shipment) => {
    const before = shipment.state;
    shipment.state = shipmentStates.step(shipment.state, "pick");
    const lines = (await readShipmentLines(tx, shipment.id)).filter(isGoods);
    const lots = await checkScanned(tx, lines, scanned);
    const byLine = new Map<Id, Scanned[]>();
    for (const each of scanned) byLine.set(each.lineId, [...(byLine.get(each.lineId) ?? []), each]);
    const chosen = await chooseFor(
      tx,
      lines.filter(({ id }) => !byLine.has(id)),
    );
    await tx.write(
      "DELETE FROM shipment_picks WHERE tenant_id = :tenant AND shipment_id = :shipmentId",
      { shipmentId: shipment.id },
    );
    const picks = lines.flatMap((line) =>
      (byLine.get(line.id)?.map((each) => asPlace(each, line, lots)) ?? chosen.get(line.id)!).map(
        (place) => ({ shipmentId: shipment.id, line, place }),
      ),
    );
    await insertRows(
      tx,
      ShipmentPick,
      picks.map(({ shipmentId, line, place }) => ({
        ...{ shipmentId, lineId: line.id, itemId: line.itemId, warehouseId: line.warehouseId },
        ...{ locationId: place.locationId, lotId: place.lotId, quantity: place.quantity },
        ...{ catchQuantity: place.catchQuantity, serials: [...(place.serials ?? [])] },
      })),
    );
    await saveMoved(tx, shipment, before, { after: { picks: picks.length } });
  });

/** A line that comes out of stock. */
type GoodsLine = ShipmentLineRow & { itemId: Id; warehouseId: Id };

const isGoods = (line: ShipmentLineRow): line is GoodsLine => line.itemId !== null;

async function chooseFor(tx: Tx, lines: readonly GoodsLine[]): Promise<Map<Id, ChosenPlace[]>> {
  const wanted = lines.map(({ id, itemId, warehouseId, quantity }) => ({
    ...{ lineId: id, itemId, warehouseId, quantity: exact(quantity) },
  }));
  await lockItemStocks(tx, wanted);
  return choosePlaces(tx, wanted);
}

/** Lines, places and lots that are scanned must be there, and what is scanned of a line is what is noted of it. */
async function checkScanned(
  tx: Tx,
  lines: readonly GoodsLine[],
  scanned: readonly Scanned[],
): Promise<ReadonlyMap<string, Id>> {
  const byId = new Map(lines.map((line) => [line.id, line]));
  const places = await tx.rows<{ id: Id; warehouseId: Id }>(
    `SELECT l.id, l.warehouse_id AS warehouseId FROM locations l
     WHERE l.tenant_id = :tenant AND l.active = 1 AND l.id IN :ids`,
    { ids: sortedIds(scanned.flatMap(({ locationId }) => locationId ?? [])) },
  );
  const known = new Map(places.map((row) => [row.id, row.warehouseId]));
  const faults = new Faults(tx.language);
  scanned.forEach(({ lineId, locationId }, at) => {
    const line = byId.get(lineId);
    if (!line) faults.unknown(["lines", at, "lineId"], lineId);
    else if (locationId !== undefined && known.get(locationId) !== line.warehouseId)
      faults.unknown(["lines", at, "locationId"], locationId);
  });
  faults.refuse();
  const names = scanned.flatMap(({ lineId, lotNumber }, at) =>
    lotNumber
      ? [
          {
            ...{ path: ["lines", at], field: "lotNumber", mayCreate: false },
            ...{ itemId: byId.get(lineId)!.itemId, lot: { number: lotNumber } },
          },
        ]
      : [],
  );
  const lots = await nameLots(tx, faults, names);
  faults.refuse();
  refuseOtherwise(lines, scanned);
  return lots;
}

function refuseOtherwise(lines: readonly GoodsLine[], scanned: readonly Scanned[]): void {
  const wrong = lines.flatMap(({ id, lineNo, quantity }) => {
    const own = scanned.filter(({ lineId }) => lineId === id);
    const sum = own.reduce((total, each) => total + exact(each.quantity), 0n);
    return own.length > 0 && sum !== exact(quantity)
      ? [`${lineNo}: ${toDecimalText(sum)} / ${toDecimalText(exact(quantity))}`]
      : [];
  });
  if (wrong.length > 0) refuse("shipment.not_as_noted", { lines: wrong.join(", ") });
}

const asPlace = (
  { quantity, catchQuantity, locationId, lotNumber, serials }: Scanned,
  { itemId }: GoodsLine,
  lots: ReadonlyMap<string, Id>,
): ChosenPlace => ({
  ...{ locationId: locationId ?? NONE, quantity: exact(quantity), serials: serials ?? [] },
  lotId: lotNumber ? lots.get(lotKey(itemId, lotNumber))! : NONE,
  catchQuantity: exact(catchQuantity ?? "0"),
});
