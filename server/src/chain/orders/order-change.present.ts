import type { OrderChangePreview, OrderChangeView, OrderImpact } from "@quanlian/shared/contract";
import { amountOf, exact, type Cents } from "@quanlian/shared/domain";
import { translate } from "@quanlian/shared/locale";
import { isMasked, may, onBooks, rowAllowed, type Ctx } from "../../kernel/access";
import { sortedIds, type Id } from "../../kernel/ids";
import type { StoredImpact } from "./change-impact";
import { orderChangePolicy } from "./order-change.policy";
import type { ChangeRecord } from "./order-change.queries";
import { orderChangeStates } from "./order-change.states";
import type { WaitingReason } from "./order.model";

/** What a change does, or would do. */
export interface Preview {
  impact: StoredImpact;
  hash: string;
  /** What stands against it beside the plan; null when nothing does. */
  obstacle: WaitingReason | null;
}

/** A change as the contract shows it, with what this actor may do with it now. */
export async function presentChange(ctx: Ctx, change: ChangeRecord): Promise<OrderChangeView> {
  const { id, number, state, revision, orderId, orderNumber, customerId, reason } = change;
  const { edits, impact } = change;
  return {
    ...{ id, number, state, revision, orderId, orderNumber, customerId, reason, edits },
    appliedAt: change.appliedAt?.toISOString() ?? null,
    needsApproval: needsApproval(change),
    approvedAt: change.approvedAt?.toISOString() ?? null,
    refusalNote: change.refusalNote,
    impact: impact === null ? null : await presentImpact(ctx, "orderChanges.show", impact),
    actions: offered
      .filter(
        ([action, event]) =>
          orderChangeStates.allows(change.state, event) && may(ctx.actor, action),
      )
      .filter(([action]) => action !== "orderChanges.submit" || needsApproval(change))
      .filter(([action]) => rowAllowed(ctx.actor, orderChangePolicy, action, change))
      .map(([action]) => action),
  };
}

const needsApproval = ({ approvedAt, approvalReasons }: ChangeRecord) =>
  approvedAt === null && approvalReasons !== null && approvalReasons !== "[]";

const offered = [
  ["orderChanges.submit", "submit"],
  ["orderChanges.preview", "apply"],
  ["orderChanges.apply", "apply"],
  ["orderChanges.drop", "drop"],
] as const;

export async function presentPreview(
  ctx: Ctx,
  { impact, hash, obstacle }: Preview,
): Promise<OrderChangePreview> {
  return {
    impact: await presentImpact(ctx, "orderChanges.preview", impact),
    hash,
    obstacle: obstacle && {
      code: obstacle.code,
      message: translate(ctx.language, `error.${obstacle.code}`, obstacle.facts),
    },
  };
}

/** An impact with the words of its items, and what it costs for whoever may see costs. One statement. */
async function presentImpact(
  ctx: Ctx,
  permission: string,
  impact: StoredImpact,
): Promise<OrderImpact> {
  const items = await readItems(ctx, impact);
  const named = <T extends { itemId: Id | null }>({ itemId, ...row }: T) => ({
    ...row,
    itemCode: items.get(itemId ?? "")?.code ?? "",
    itemName: items.get(itemId ?? "")?.name ?? "",
  });
  return {
    ...impact,
    costCents: isMasked(ctx.actor, permission, "cost") ? null : costOf(impact, items),
    lines: impact.lines.map(named),
    supplies: impact.supplies.map(named),
    reservations: impact.reservations.map(named),
    messages: impact.messages.map(named),
  };
}

interface KnownItem {
  id: Id;
  code: string;
  name: string;
  standardCost: string | null;
}

async function readItems(ctx: Ctx, impact: StoredImpact): Promise<Map<Id, KnownItem>> {
  const { lines, supplies, reservations, messages } = impact;
  const itemIds = [...lines, ...supplies, ...reservations, ...messages].flatMap(
    (each) => each.itemId ?? [],
  );
  const rows = await onBooks(ctx).rows<KnownItem>(
    `SELECT i.id, i.code, i.name, i.standard_cost_price AS standardCost FROM items i
     WHERE i.tenant_id = :tenant AND i.id IN :itemIds`,
    { itemIds: sortedIds(itemIds) },
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** What is bought more or less, at standard cost: made items cost what is bought for them. */
function costOf(impact: StoredImpact, items: ReadonlyMap<Id, KnownItem>): Cents {
  return impact.supplies.reduce((sum, { kind, itemId, quantity }) => {
    const price = items.get(itemId)?.standardCost;
    if (kind === "make" || !price) return sum;
    const difference = exact(quantity.after ?? "0") - exact(quantity.before ?? "0");
    return (sum + amountOf(difference, exact(price))) as Cents;
  }, 0 as Cents);
}
