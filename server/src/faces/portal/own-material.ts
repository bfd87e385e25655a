import type { OwnMaterial } from "@quanlian/shared/contract";
import { exact, toDecimalText } from "@quanlian/shared/domain";
import { onBooks, type Ctx } from "../../kernel/access";
import type { Id } from "../../kernel/ids";

/** A party's material lies in dozens of places, not thousands. */
const MOST = 500;

/** What a party has with us (客供料), by item and status; where in our warehouses it lies is ours to know. */
export async function listOwnMaterial(ctx: Ctx): Promise<{ rows: OwnMaterial[] }> {
  const rows = await ctx.rows<{ itemId: Id; status: OwnMaterial["status"]; quantity: string }>(
    `SELECT b.item_id AS itemId, b.status, SUM(b.quantity) AS quantity FROM stock_balances b
     WHERE b.tenant_id = :tenant AND b.owner_party_id = :party
     GROUP BY b.item_id, b.status HAVING SUM(b.quantity) > 0 ORDER BY b.item_id, b.status LIMIT ${MOST}`,
  );
  const items = await namesOf(
    ctx,
    rows.map((row) => row.itemId),
  );
  return {
    rows: rows.map(({ itemId, status, quantity }) => ({
      ...items.get(itemId)!,
      status,
      quantity: toDecimalText(exact(quantity)),
    })),
  };
}

interface ItemName {
  itemName: string;
  unit: string;
}

/** Items are no party's rows: their names are read on the books, of what the party's own rows name and nothing else. */
async function namesOf(ctx: Ctx, itemIds: readonly Id[]): Promise<ReadonlyMap<Id, ItemName>> {
  const rows = await onBooks(ctx).rows<ItemName & { id: Id }>(
    `SELECT i.id, i.name AS itemName, u.name AS unit FROM items i
       JOIN units u ON u.tenant_id = :tenant AND u.id = i.unit_id
     WHERE i.tenant_id = :tenant AND i.id IN :itemIds`,
    { itemIds },
  );
  return new Map(rows.map(({ id, ...name }) => [id, name]));
}
