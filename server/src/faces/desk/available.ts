import type { Availability, InputOf, availabilityContract } from "@quanlian/shared/contract";
import { exact, max, min, toDecimalText, type Day, type Exact } from "@quanlian/shared/domain";
import type { Ctx } from "../../kernel/access";
import { refuseNotFound } from "../../kernel/errors";

type Input = InputOf<(typeof availabilityContract)["items.available"]>;

/** One day's coming and going of an item. */
interface DayFlow {
  day: Day;
  supply: Exact;
  demand: Exact;
}

/**
 * What can be promised of an item by day. What is reserved is out of the free stock already, so of demands only what is
 * pegged or uncovered still asks for something. What is late counts as of today.
 */
export async function findAvailability(
  ctx: Ctx,
  { itemId, warehouseId }: Input,
): Promise<Availability> {
  const known = await ctx.row(
    `SELECT i.id FROM items i WHERE i.tenant_id = :tenant AND i.id = :itemId`,
    {
      itemId,
    },
  );
  if (!known) refuseNotFound("item");
  const [stock, flows] = [
    await readStock(ctx, { itemId, warehouseId }),
    await readFlows(ctx, { itemId, warehouseId }),
  ];
  const { onHand, reserved, held } = stock;
  return {
    itemId,
    onHand: toDecimalText(onHand),
    reserved: toDecimalText(reserved),
    held: toDecimalText(held),
    days: promisableByDay(onHand - reserved, ctx.today, flows).map((each) => ({
      day: each.day,
      supply: toDecimalText(each.supply),
      demand: toDecimalText(each.demand),
      projected: toDecimalText(each.projected),
      promisable: toDecimalText(each.promisable),
    })),
  };
}

/** Runs free stock through the days; what can be promised on a day is the least that any day from it on still has. */
export function promisableByDay(free: Exact, today: Day, flows: readonly DayFlow[]) {
  const starts =
    flows[0]?.day === today ? flows : [{ day: today, supply: 0n, demand: 0n }, ...flows];
  let projected = free;
  const days = starts.map((flow) => {
    projected += flow.supply - flow.demand;
    return { ...flow, projected, promisable: projected };
  });
  for (let at = days.length - 2; at >= 0; at -= 1)
    days[at]!.promisable = min(days[at]!.promisable, days[at + 1]!.promisable);
  return days.map((each) => ({ ...each, promisable: max(each.promisable, 0n) }));
}

const inWarehouse = (alias: string, { warehouseId }: Input) =>
  warehouseId ? ` AND ${alias}.warehouse_id = :warehouseId` : "";

const parametersOf = ({ itemId, warehouseId }: Input): Record<string, string> =>
  warehouseId ? { itemId, warehouseId } : { itemId };

async function readStock(ctx: Ctx, input: Input) {
  const row = await ctx.row<{ onHand: string; reserved: string; held: string }>(
    `SELECT COALESCE(SUM(s.on_hand), 0) AS onHand, COALESCE(SUM(s.reserved), 0) AS reserved,
       COALESCE(SUM(s.held_quantity), 0) AS held
     FROM item_stocks s WHERE s.tenant_id = :tenant AND s.item_id = :itemId${inWarehouse("s", input)}`,
    parametersOf(input),
  );
  const { onHand = "0", reserved = "0", held = "0" } = row ?? {};
  return { onHand: exact(onHand), reserved: exact(reserved), held: exact(held) };
}

async function readFlows(ctx: Ctx, input: Input): Promise<DayFlow[]> {
  const rows = await ctx.rows<{ day: Day; supply: string; demand: string }>(
    `SELECT k.day, SUM(k.supply) AS supply, SUM(k.demand) AS demand FROM (
       SELECT GREATEST(s.due_on, :today) AS day, s.open_quantity AS supply, 0 AS demand FROM supplies s
         WHERE s.tenant_id = :tenant AND s.item_id = :itemId AND s.state = 'open'${inWarehouse("s", input)}
       UNION ALL
       SELECT GREATEST(d.needed_on, :today), 0, d.pegged + d.uncovered FROM demands d
         WHERE d.tenant_id = :tenant AND d.item_id = :itemId AND d.state = 'open'${inWarehouse("d", input)}) k
     GROUP BY k.day HAVING SUM(k.supply) <> 0 OR SUM(k.demand) <> 0 ORDER BY k.day`,
    { ...parametersOf(input), today: ctx.today },
  );
  return rows.map(({ day, supply, demand }) => ({
    day,
    supply: exact(supply),
    demand: exact(demand),
  }));
}
