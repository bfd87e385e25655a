import type { catalogContract, InputOf, OutputOf } from "@quanlian/shared/contract";
import type { Ctx } from "../../kernel/access";
import type { Id } from "../../kernel/ids";
import { decimalText } from "./item.present";
import { findItem } from "./item.queries";

type Operation = (typeof catalogContract)["items.whereUsed"];

/** Levels of a structure that anybody makes; a cycle in the data (which releases refuse) ends here. */
const MOST_LEVELS = 30;
/** More than anybody reads. */
const MOST_ROWS = 1000;

/** What an item goes into on a day, as a component or in the place of one: directly, or over all levels. */
export async function findWhereUsed(
  ctx: Ctx,
  { itemId, on, deep }: InputOf<Operation>,
): Promise<OutputOf<Operation>> {
  await findItem(ctx, itemId);
  const rows = await ctx.rows<UseRow>(USES, {
    itemId,
    on: on ?? ctx.today,
    levels: deep ? MOST_LEVELS : 1,
  });
  return {
    rows: rows.map(({ id, code, name, unitCode, isDefault, lineNo: _, ...use }) => ({
      ...use,
      item: { id, code, name, unitCode },
      isDefault: Boolean(isDefault),
      baseQuantity: decimalText(use.baseQuantity),
      perBase: decimalText(use.perBase),
      scrapRate: decimalText(use.scrapRate),
    })),
  };
}

const IN_FORCE = `v.state = 'released' AND v.effective_from <= :on
  AND (v.effective_to IS NULL OR v.effective_to >= :on)`;

/** The uses of what the walk has reached; `lines` names the component lines `c` that stand for it. */
const usesBy = (use: "component" | "substitute", lines: string) => `
  SELECT up.level, p.id, p.code, p.name, u.code AS unitCode, v.id AS bomVersionId, v.version, v.alternative,
    v.alternative = p.default_alternative AS isDefault, '${use}' AS \`use\`, up.item_id AS componentId,
    v.base_quantity AS baseQuantity, c.per_base AS perBase, c.scrap_rate AS scrapRate, c.line_no AS lineNo
  FROM up
    ${lines}
    JOIN bom_versions v ON v.tenant_id = :tenant AND v.id = c.bom_version_id AND ${IN_FORCE}
    JOIN items p ON p.tenant_id = :tenant AND p.id = v.item_id
    JOIN units u ON u.tenant_id = :tenant AND u.id = p.unit_id`;

const COMPONENT = "JOIN bom_components c ON c.tenant_id = :tenant AND c.item_id = up.item_id";
const SUBSTITUTE = `JOIN bom_substitutes s ON s.tenant_id = :tenant AND s.item_id = up.item_id
    JOIN bom_components c ON c.tenant_id = :tenant AND c.bom_version_id = s.bom_version_id AND c.line_no = s.line_no`;

const USES = `
  WITH RECURSIVE up (item_id, level) AS (
    SELECT i.id, 1 FROM items i WHERE i.tenant_id = :tenant AND i.id = :itemId
    UNION
    SELECT v.item_id, up.level + 1 FROM up
      JOIN bom_components c ON c.tenant_id = :tenant AND c.item_id = up.item_id
      JOIN bom_versions v ON v.tenant_id = :tenant AND v.id = c.bom_version_id AND ${IN_FORCE}
    WHERE up.level < :levels
  )
  ${usesBy("component", COMPONENT)} UNION ALL ${usesBy("substitute", SUBSTITUTE)}
  ORDER BY level, code, version, lineNo LIMIT ${MOST_ROWS}`;

interface UseRow {
  level: number;
  lineNo: number;
  id: Id;
  code: string;
  name: string;
  unitCode: string;
  bomVersionId: Id;
  version: number;
  alternative: string;
  isDefault: boolean | number;
  use: "component" | "substitute";
  componentId: Id;
  baseQuantity: string;
  perBase: string;
  scrapRate: string;
}
