import { insertRows, refusingDuplicates, updateRows, type Tx } from "../../kernel/db";
import { refuse } from "../../kernel/errors";
import { sortedIds, type Id } from "../../kernel/ids";
import { StockMoveSerial, StockSerial } from "./inventory.model";
import { stockKeyOf, stockKeyText, type StockKey, type StockLine } from "./stock.types";

interface Serial extends StockKey {
  id: Id;
  number: string;
  state: "in_stock" | "out";
  moveId: Id;
  isNew: boolean;
}

const serialKey = (itemId: Id, number: string) => `${itemId}:${number.toLowerCase()}`;

/**
 * Moves single pieces with the quantities that carry them: each leaves only where it is, and comes in only if it is nowhere.
 * Refuses with `serial.not_here` and `serial.in_stock`, naming every piece. A fixed number of statements.
 *
 * The pieces are locked after the item stocks, in ascending order: a piece that lies in another warehouse is guarded by
 * that warehouse's lock alone.
 */
export async function moveSerials(
  tx: Tx,
  lines: readonly (StockLine & { moveId: Id })[],
): Promise<void> {
  const carrying = lines.filter((line) => line.serials && line.serials.length > 0);
  if (carrying.length === 0) return;
  const serials = await lockSerials(tx, carrying);
  const moved = [...carrying.filter(leaves), ...carrying.filter((line) => !leaves(line))];
  const faults = moved.flatMap((line) =>
    line.serials!.flatMap((each) => step(tx, serials, line, each)),
  );
  const absent = faults.filter((fault) => fault.leaving);
  if (absent.length > 0) refuse("serial.not_here", { serials: absent.map(({ number }) => number) });
  if (faults.length > 0) refuse("serial.in_stock", { serials: faults.map(({ number }) => number) });

  const touched = [...serials.values()];
  const made = touched.filter((serial) => serial.isNew);
  await refusingDuplicates({ uq_stock_serials_number: "serials" }, () =>
    insertRows(
      tx,
      StockSerial,
      made.map(({ isNew: _, ...serial }) => serial),
    ),
  );
  const updatedAt = tx.now;
  await updateRows(
    tx,
    StockSerial,
    [
      "state",
      "warehouseId",
      "locationId",
      "lotId",
      "ownerPartyId",
      "status",
      "moveId",
      "updatedAt",
    ],
    touched.filter((serial) => !serial.isNew).map((serial) => ({ ...serial, updatedAt })),
  );
  await insertRows(
    tx,
    StockMoveSerial,
    carrying.flatMap((line) =>
      line.serials!.map((number) => ({
        moveId: line.moveId,
        serialId: serials.get(serialKey(line.itemId, number))!.id,
        direction: leaves(line) ? -1 : 1,
      })),
    ),
  );
}

const leaves = (line: StockLine) => line.quantity < 0n;

async function lockSerials(tx: Tx, lines: readonly StockLine[]): Promise<Map<string, Serial>> {
  const rows = await tx.rows<Omit<Serial, "isNew">>(
    `SELECT r.id, r.item_id AS itemId, r.number, r.state, r.warehouse_id AS warehouseId, r.location_id AS locationId,
       r.lot_id AS lotId, r.owner_party_id AS ownerPartyId, r.status, r.move_id AS moveId
     FROM stock_serials r WHERE r.tenant_id = :tenant AND r.item_id IN :itemIds AND r.number IN :numbers
     ORDER BY r.id FOR UPDATE`,
    {
      itemIds: sortedIds(lines.map((line) => line.itemId)),
      numbers: [...new Set(lines.flatMap((line) => line.serials!))],
    },
  );
  const wanted = new Set(
    lines.flatMap((line) => line.serials!.map((number) => serialKey(line.itemId, number))),
  );
  return new Map(
    rows
      .map((row) => [serialKey(row.itemId, row.number), { ...row, isNew: false }] as const)
      .filter(([key]) => wanted.has(key)),
  );
}

/** Takes one piece along with its line; answers the fault if it cannot go. */
function step(
  tx: Tx,
  serials: Map<string, Serial>,
  line: StockLine & { moveId: Id },
  number: string,
): { number: string; leaving: boolean }[] {
  const key = serialKey(line.itemId, number);
  const serial = serials.get(key);
  const { moveId } = line;
  if (leaves(line)) {
    const isHere = serial?.state === "in_stock" && stockKeyText(serial) === stockKeyText(line);
    if (!isHere) return [{ number, leaving: true }];
    serials.set(key, { ...serial, state: "out", moveId });
    return [];
  }
  if (serial?.state === "in_stock") return [{ number, leaving: false }];
  const arrived = { ...stockKeyOf(line), state: "in_stock" as const, moveId };
  serials.set(key, { ...(serial ?? { id: tx.newId(), number, isNew: true }), ...arrived });
  return [];
}
