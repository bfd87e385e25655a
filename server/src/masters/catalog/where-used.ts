import type { catalogContract, InputOf, OutputOf } from "@quanlian/shared/contract";
import type { Ctx } from "../../kernel/access";
import type { Id } from "../../kernel/ids";
import { decimalText } from "./item.present";
import { findItem } from "./item.queries";

type Operation = (typeof catalogContract)["items.whereUsed"];

/** What an item goes into directly on a day, by the parents' codes. */
export async function findWhereUsed(
  ctx: Ctx,
  { itemId, on }: InputOf<Operation>,
): Promise<OutputOf<Operation>> {
  await findItem(ctx, itemId);
  const rows = await ctx.rows<UseRow>(
    `SELECT p.id, p.code, p.name, u.code AS unitCode, v.id AS bomVersionId, v.version,
       v.base_quantity AS baseQuantity, c.per_base AS perBase, c.scrap_rate AS scrapRate
     FROM bom_components c
       JOIN bom_versions v ON v.tenant_id = :tenant AND v.id = c.bom_version_id
       JOIN items p ON p.tenant_id = :tenant AND p.id = v.item_id
       JOIN units u ON u.tenant_id = :tenant AND u.id = p.unit_id
     WHERE c.tenant_id = :tenant AND c.item_id = :itemId AND v.state = 'released'
       AND v.effective_from <= :on AND (v.effective_to IS NULL OR v.effective_to >= :on)
     ORDER BY p.code, c.line_no LIMIT 1000`,
    { itemId, on: on ?? ctx.today },
  );
  return {
    rows: rows.map(({ id, code, name, unitCode, ...use }) => ({
      item: { id, code, name, unitCode },
      bomVersionId: use.bomVersionId,
      version: use.version,
      baseQuantity: decimalText(use.baseQuantity),
      perBase: decimalText(use.perBase),
      scrapRate: decimalText(use.scrapRate),
    })),
  };
}

interface UseRow {
  id: Id;
  code: string;
  name: string;
  unitCode: string;
  bomVersionId: Id;
  version: number;
  baseQuantity: string;
  perBase: string;
  scrapRate: string;
}
