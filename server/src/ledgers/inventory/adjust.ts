import type { InputOf, inventoryContract, Issue } from "@quanlian/shared/contract";
import { exact, toDecimalText } from "@quanlian/shared/domain";
import { translate } from "@quanlian/shared/locale";
import type { Ctx } from "../../kernel/access";
import { transact } from "../../kernel/db";
import { refuseFaults } from "../../kernel/errors";
import { sortedIds, type Id } from "../../kernel/ids";
import { NONE } from "./adjust-stock";
import { stockAdjusted } from "./inventory.events";

type Input = InputOf<(typeof inventoryContract)["inventory.adjust"]>;

/** Corrects stock, with a reason. Refuses what would take more than there is, or more than demands leave free. */
export function adjust(ctx: Ctx, { reason, lines }: Input) {
  return transact(ctx, async (tx) => {
    await refuseUnknown(tx, lines);
    const adjustmentId = tx.newId();
    await tx.emit(stockAdjusted, {
      adjustmentId,
      reason,
      lines: lines.map((line) => ({
        lineId: tx.newId(),
        itemId: line.itemId,
        warehouseId: line.warehouseId,
        locationId: line.locationId ?? NONE,
        quantity: toDecimalText(exact(line.quantity)),
        unitCost: line.unitCost ?? "0",
      })),
    });
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

/** Every id that does not exist, at once and each with its place in the input. */
async function refuseUnknown(ctx: Ctx, lines: Input["lines"]): Promise<void> {
  const found = await ctx.rows<{ kind: string; id: Id; warehouseId: Id | null }>(
    `SELECT 'item' AS kind, i.id, NULL AS warehouseId FROM items i WHERE i.tenant_id = :tenant AND i.id IN :itemIds
     UNION ALL SELECT 'warehouse', w.id, NULL FROM warehouses w WHERE w.tenant_id = :tenant AND w.id IN :warehouseIds
     UNION ALL SELECT 'location', l.id, l.warehouse_id FROM locations l WHERE l.tenant_id = :tenant AND l.id IN :locationIds`,
    {
      itemIds: sortedIds(lines.map((line) => line.itemId)),
      warehouseIds: sortedIds(lines.map((line) => line.warehouseId)),
      locationIds: sortedIds(lines.flatMap((line) => line.locationId ?? [])),
    },
  );
  const known = new Map(found.map((row) => [`${row.kind}:${row.id}`, row]));
  const issues = lines.flatMap((line, at) => {
    const place = line.locationId ? known.get(`location:${line.locationId}`) : undefined;
    const missing: Issue[] = [];
    const miss = (field: keyof typeof line) =>
      missing.push({
        path: ["lines", at, field],
        code: "issue.reference",
        message: translate(ctx.language, "issue.reference", { value: line[field] }),
      });
    if (!known.has(`item:${line.itemId}`)) miss("itemId");
    if (!known.has(`warehouse:${line.warehouseId}`)) miss("warehouseId");
    if (line.locationId && place?.warehouseId !== line.warehouseId) miss("locationId");
    return missing;
  });
  refuseFaults(issues, "reference.not_found");
}
