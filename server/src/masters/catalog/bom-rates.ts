import type { Ctx } from "../../kernel/access";
import { isMasked } from "../../kernel/access";
import { refuse } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import type { FormerRates, OperationInput } from "./bom-lines";
import { decimalText } from "./item.present";

const RATES = ["pieceRate", "subcontractPrice"] as const;

/** What operations cost is under the mask `cost`: whoever may not see it cannot name it either. */
export function refuseMaskedRates(
  ctx: Ctx,
  permission: string,
  operations: readonly OperationInput[] = [],
): void {
  if (!isMasked(ctx.actor, permission, "cost")) return;
  const fields = RATES.filter((rate) => operations.some((each) => each[rate] !== undefined));
  if (fields.length > 0) refuse("auth.field_masked", { fields });
}

/** The rates of a version's operations; of an item's latest version where none is named. Unmasked: only to be kept. */
export async function readRates(
  ctx: Ctx,
  of: { itemId: Id; bomVersionId?: Id },
): Promise<FormerRates[]> {
  const rows = await ctx.rows<{ name: string; pieceRate: string; subcontractPrice: string }>(
    `SELECT o.name, o.piece_rate AS pieceRate, o.subcontract_price AS subcontractPrice
     FROM routing_operations o
     WHERE o.tenant_id = :tenant AND o.bom_version_id = COALESCE(:bomVersionId, (
       SELECT v.id FROM bom_versions v WHERE v.tenant_id = :tenant AND v.item_id = :itemId
       ORDER BY v.version DESC LIMIT 1))
     ORDER BY o.sequence`,
    { itemId: of.itemId, bomVersionId: of.bomVersionId ?? null },
  );
  return rows.map((row) => ({
    name: row.name,
    pieceRate: decimalText(row.pieceRate),
    subcontractPrice: decimalText(row.subcontractPrice),
  }));
}
