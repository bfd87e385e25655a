import type { DemandWhy, SupplyWhy } from "../../chain/plans";
import type { Ctx } from "../../kernel/access";
import type { Id } from "../../kernel/ids";

/** What people call the items and documents behind a plan. */
export interface Names {
  items: ReadonlyMap<Id, { code: string; name: string }>;
  /** Work order, requisition and order numbers by the id of the supply, demand or order line. */
  documents: ReadonlyMap<Id, string>;
}

/** Reads the names behind an explanation: two statements. */
export async function namesBehind(
  ctx: Ctx,
  demands: readonly DemandWhy[],
  supplies: readonly SupplyWhy[],
): Promise<Names> {
  const itemIds = [...new Set([...demands, ...supplies].map((each) => each.itemId))];
  const items = await ctx.rows<{ id: Id; code: string; name: string }>(
    "SELECT i.id, i.code, i.name FROM items i WHERE i.tenant_id = :tenant AND i.id IN :itemIds",
    { itemIds },
  );
  const terms = [
    ...demands.flatMap((demand) => [...demand.quantity.terms, ...demand.cover.terms]),
    ...supplies.flatMap((supply) => supply.quantity.terms),
  ];
  const sources = terms.flatMap((term) => term.source?.id ?? []);
  const ids = [...new Set([...sources, ...supplies.map((supply) => supply.id)])];
  const documents = await ctx.rows<{ id: Id; number: string }>(DOCUMENTS, { ids });
  return {
    items: new Map(items.map((item) => [item.id, item])),
    documents: new Map(documents.map((document) => [document.id, document.number])),
  };
}

const DOCUMENTS = `
  SELECT w.id, w.number FROM work_orders w WHERE w.tenant_id = :tenant AND w.id IN :ids
  UNION ALL
  SELECT l.id, r.number FROM requisition_lines l
    JOIN requisitions r ON r.tenant_id = :tenant AND r.id = l.requisition_id
    WHERE l.tenant_id = :tenant AND l.id IN :ids
  UNION ALL
  SELECT l.id, o.number FROM sales_order_lines l
    JOIN sales_orders o ON o.tenant_id = :tenant AND o.id = l.order_id
    WHERE l.tenant_id = :tenant AND l.id IN :ids
  UNION ALL
  SELECT m.id, w.number FROM work_order_materials m
    JOIN work_orders w ON w.tenant_id = :tenant AND w.id = m.work_order_id
    WHERE m.tenant_id = :tenant AND m.id IN :ids`;
