import { exact, ONE, timesRatio, type Cents, type Exact } from "@quanlian/shared/domain";
import type { Tx } from "../../kernel/db";
import { sortedIds, type Id } from "../../kernel/ids";
import { findSalePrices } from "../../masters/catalog";
import type { ApprovalReason } from "../../workflow";
import { approvalReasons, type JudgedLine } from "./approval.rules";
import type { CheckedLine } from "./draft-lines";
import { readOrderRules } from "./order-rules";

/** What of a line the rules look at. */
export type JudgeableLine = Pick<
  CheckedLine,
  | "lineNo"
  | "itemId"
  | "unitId"
  | "quantity"
  | "enteredQuantity"
  | "unitPrice"
  | "taxRate"
  | "exclCents"
>;

/**
 * What a draft needs somebody's agreement for, by the tenant's rules as they are when it is written. Prices and costs are read
 * only where a rule asks for them.
 */
export async function judgeDraft(
  tx: Tx,
  draft: { customerId: Id; inclCents: Cents; pricesIncludeTax: boolean },
  lines: readonly JudgeableLine[],
): Promise<ApprovalReason[]> {
  const rules = await readOrderRules(tx.books);
  const listPrices =
    rules.discountRate === null ? new Map<number, Exact>() : await readListPrices(tx, draft, lines);
  const costs = rules.marginRate === null ? new Map<Id, Exact>() : await readCosts(tx, lines);
  const judged = lines.map(({ lineNo, quantity, unitPrice, exclCents, itemId }): JudgedLine => ({
    ...{ lineNo, quantity, unitPrice, exclCents },
    listPrice: listPrices.get(lineNo) ?? null,
    standardCost: costs.get(itemId ?? "") ?? null,
  }));
  return approvalReasons(rules, draft.inclCents, judged);
}

/** By line number, the list's price with or without tax as the draft's prices are. */
async function readListPrices(
  tx: Tx,
  { customerId, pricesIncludeTax }: { customerId: Id; pricesIncludeTax: boolean },
  lines: readonly JudgeableLine[],
): Promise<Map<number, Exact>> {
  const goods = lines.filter((line) => line.itemId !== null);
  const prices = await findSalePrices(tx.books, {
    customerId,
    on: tx.today,
    lines: goods.map(({ itemId, unitId, enteredQuantity }) => ({
      itemId: itemId!,
      quantity: enteredQuantity,
      ...(unitId === null ? {} : { unitId }),
    })),
  });
  return new Map(
    prices.flatMap((price, at) => {
      if (!price) return [];
      const { lineNo, taxRate } = goods[at]!;
      const { unitPrice, includesTax } = price;
      return [[lineNo, asEntered(unitPrice, includesTax, pricesIncludeTax, taxRate)] as const];
    }),
  );
}

/** A price with tax becomes one without, or the other way round. */
function asEntered(price: Exact, has: boolean, wants: boolean, taxRate: Exact): Exact {
  if (has === wants) return price;
  return wants ? timesRatio(price, ONE + taxRate, ONE) : timesRatio(price, ONE, ONE + taxRate);
}

async function readCosts(tx: Tx, lines: readonly JudgeableLine[]): Promise<Map<Id, Exact>> {
  const itemIds = sortedIds(lines.flatMap((line) => line.itemId ?? []));
  const rows = await tx.books.rows<{ id: Id; standardCost: string }>(
    `SELECT i.id, i.standard_cost_price AS standardCost FROM items i WHERE i.tenant_id = :tenant AND i.id IN :itemIds`,
    { itemIds },
  );
  return new Map(rows.map((row) => [row.id, exact(row.standardCost)]));
}
