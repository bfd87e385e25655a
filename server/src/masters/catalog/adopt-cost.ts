import type { costsContract, InputOf, OutputOf } from "@quanlian/shared/contract";
import { day, exact, toDecimalText } from "@quanlian/shared/domain";
import type { Ctx } from "../../kernel/access";
import { transact, updateRows, type Tx } from "../../kernel/db";
import { Faults, refuse } from "../../kernel/errors";
import { sortedIds, type Id } from "../../kernel/ids";
import type { CostNode } from "./cost.rules";
import { Item } from "./item.model";
import { refuseMaskedCost, rollUp } from "./roll-up-cost";

type Operation = (typeof costsContract)["items.adoptCost"];
type Chosen = InputOf<Operation>["items"];

/**
 * Writes the rolled-up cost of chosen items as their standard cost, in one statement. One that goes into another counts
 * there at its new cost: all are rolled up together, from the bottom up, each for the lot size. What was valued before
 * keeps its value.
 */
export function adoptCost(
  ctx: Ctx,
  { items: chosen, lotSize, on }: InputOf<Operation>,
): Promise<OutputOf<Operation>> {
  return transact(ctx, async (tx) => {
    refuseMaskedCost(tx, "items.adoptCost");
    const locked = await lockItems(
      tx,
      chosen.map(({ itemId }) => itemId),
    );
    const roots = new Map(chosen.map(({ itemId }) => [itemId, exact(lotSize)]));
    const nodes = await rollUp(tx, roots, on ? day(on) : tx.today);
    const rolled = new Map(nodes.map((node) => [node.itemId, node]));
    checkChosen(tx, chosen, locked, rolled);

    const changes = chosen.flatMap(({ itemId }) => {
      const { code, cost, revision } = locked.get(itemId)!;
      const { unitCost } = rolled.get(itemId)!;
      return exact(cost) === unitCost
        ? []
        : [{ id: itemId, code, before: exact(cost), unitCost, revision }];
    });
    await updateRows(
      tx,
      Item,
      ["standardCostPrice", "revision", "updatedAt"],
      changes.map(({ id, unitCost, revision }) => ({
        id,
        standardCostPrice: unitCost,
        revision: revision + 1,
        updatedAt: tx.now,
      })),
    );
    for (const { id, code, before, unitCost } of changes) {
      tx.record({
        ...{ type: "item", id, number: code },
        before: { standardCostPrice: toDecimalText(before) },
        after: { standardCostPrice: toDecimalText(unitCost) },
      });
    }
    return {
      rows: changes.map(({ id, code, before, unitCost }) => ({
        itemId: id,
        code,
        before: toDecimalText(before),
        after: toDecimalText(unitCost),
      })),
    };
  });
}

interface LockedItem {
  id: Id;
  code: string;
  revision: number;
  cost: string;
}

async function lockItems(tx: Tx, itemIds: readonly Id[]): Promise<Map<Id, LockedItem>> {
  const rows = await tx.rows<LockedItem>(
    `SELECT i.id, i.code, i.revision, i.standard_cost_price AS cost FROM items i
     WHERE i.tenant_id = :tenant AND i.id IN :itemIds ORDER BY i.id FOR UPDATE`,
    { itemIds: sortedIds(itemIds) },
  );
  return new Map(rows.map((row) => [row.id, row]));
}

function checkChosen(
  tx: Tx,
  chosen: Chosen,
  locked: ReadonlyMap<Id, LockedItem>,
  rolled: ReadonlyMap<Id, CostNode>,
): void {
  const faults = new Faults(tx.language);
  const seen = new Set<Id>();
  chosen.forEach(({ itemId }, at) => {
    const path = ["items", at, "itemId"];
    const item = locked.get(itemId);
    if (!item) faults.unknown(path, itemId);
    else if (seen.has(itemId)) faults.add(path, "issue.duplicate");
    else if (rolled.get(itemId)?.basis !== "rolled_up") {
      faults.add(path, "issue.nothing_to_roll_up", { code: item.code });
    }
    seen.add(itemId);
  });
  faults.refuse();
  for (const { itemId, revision } of chosen) {
    const { code, revision: current } = locked.get(itemId)!;
    if (current !== revision) refuse("revision.stale", { code, expected: revision, current });
  }
}
