import type { Item } from "@quanlian/shared/contract";
import { exact, toDecimalText } from "@quanlian/shared/domain";
import { isMasked, may, type Ctx } from "../../kernel/access";
import { itemMasks } from "./catalog.policy";
import type { ItemRecord } from "./item.queries";

/** The item as the contract shows it to this actor. */
export function presentItem(ctx: Ctx, record: ItemRecord): Item {
  const masked = Object.entries(itemMasks)
    .filter(([, group]) => isMasked(ctx.actor, "items.show", group))
    .map(([field]) => field);
  return {
    ...record,
    lotMinimum: decimalText(record.lotMinimum),
    lotMultiple: decimalText(record.lotMultiple),
    lotFixed: decimalText(record.lotFixed),
    safetyStock: decimalText(record.safetyStock),
    overReceiptRate: decimalText(record.overReceiptRate),
    underReceiptRate: decimalText(record.underReceiptRate),
    standardCostPrice: masked.length > 0 ? null : decimalText(record.standardCostPrice),
    custom: record.custom === null ? null : (JSON.parse(record.custom) as Record<string, unknown>),
    createdAt: record.createdAt.toISOString(),
    updatedAt: record.updatedAt.toISOString(),
    masked,
    actions: actionsOn(ctx, record),
  };
}

/** "12.500000" as the database prints it → "12.5". */
export const decimalText = (text: string) => toDecimalText(exact(text));

function actionsOn(ctx: Ctx, { active }: ItemRecord): string[] {
  const names = [
    "items.update",
    ...(active ? ["items.deactivate", "boms.create", "itemUnits.set"] : []),
  ];
  return names.filter((name) => may(ctx.actor, name));
}
