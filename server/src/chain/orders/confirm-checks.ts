import type { Cents } from "@quanlian/shared/domain";
import type { Tx } from "../../kernel/db";
import { assert } from "../../kernel/errors";
import { exposureOf, lockPartyBalance } from "../../ledgers/finance";
import { findCustomerTerms } from "../../masters/parties";
import type { OrderDemand } from "./order.events";
import type { SalesOrder, WaitingReason } from "./order.model";
import { readDemandingLines } from "./order.queries";
import { creditExcess, demandsOf, type DemandingLine } from "./order.rules";

/** Whether an order may be confirmed now, and what it would ask of planning. */
export interface Readiness {
  demands: OrderDemand[];
  /** It has lines under a project and names none: one is opened for it. */
  needsProject: boolean;
  /** What stands against it; null when nothing does. */
  obstacle: WaitingReason | null;
  /** Why the credit limit is passed over; null when it is not. */
  creditOverride: string | null;
}

/**
 * What stands against confirming an order, beside its state: no lines, goods without an address, a hold, the credit limit.
 * Locks the customer's balance, so that two orders cannot both fit into the same rest of the limit. Whoever may override the
 * limit gives a reason. An operation refuses with the obstacle; a rule leaves the order waiting with it.
 */
export async function obstacleTo(
  tx: Tx,
  order: SalesOrder,
  override: string | undefined,
): Promise<Readiness> {
  const lines = await readDemandingLines(tx, order.id);
  const demands = demandsOf(lines);
  const needsProject =
    order.projectId === null &&
    lines.some((line) => line.state === "open" && line.mode === "project");
  const obstacle = contentObstacle(order, lines) ?? approvalObstacle(order);
  if (obstacle) return { demands, needsProject, obstacle, creditOverride: null };
  return { demands, needsProject, ...(await creditObstacle(tx, order, override)) };
}

const numbersOf = (lines: readonly DemandingLine[]) => lines.map((line) => line.lineNo).join(", ");

/** What the order itself lacks. */
export function contentObstacle(
  order: SalesOrder,
  lines: readonly DemandingLine[],
): WaitingReason | null {
  if (order.creditHold !== null)
    return { code: "order.on_hold", facts: { reason: order.creditHold } };
  const open = lines.filter((line) => line.state === "open");
  if (open.length === 0) return { code: "order.empty", facts: { orderId: order.id } };
  const dropped = open.filter((line) => line.mode === "dropship");
  if (dropped.length > 0 && order.shipTo === null)
    return {
      code: "order.no_ship_to",
      facts: { lines: numbersOf(dropped) },
    };
  return null;
}

/**
 * What stands against an order coming to so much more than before: a hold, the credit limit. Less needs nobody's trust. Locks
 * the customer's balance, as a confirmation does.
 */
export async function increaseObstacle(
  tx: Tx,
  order: SalesOrder,
  differenceCents: Cents,
): Promise<WaitingReason | null> {
  if (differenceCents <= 0) return null;
  return (await creditObstacle(tx, order, undefined, differenceCents)).obstacle;
}

/** What it needs somebody's agreement for, and does not have. */
const approvalObstacle = (order: SalesOrder): WaitingReason | null =>
  (order.approvalReasons ?? []).length === 0 || order.approvedAt !== null
    ? null
    : { code: "order.needs_approval", facts: {} };

async function creditObstacle(
  tx: Tx,
  order: SalesOrder,
  override: string | undefined,
  moreCents: Cents = order.inclCents,
): Promise<Omit<Readiness, "demands" | "needsProject">> {
  const terms = await findCustomerTerms(tx, order.customerId);
  assert(terms, "an order of no customer");
  if (terms.onHold) {
    const facts = { name: terms.name, reason: terms.holdReason };
    return { obstacle: { code: "party.on_hold", facts }, creditOverride: null };
  }
  const balance = await lockPartyBalance(tx.books, order.customerId);
  const excess = creditExcess(terms.creditLimitCents, exposureOf(balance), moreCents);
  if (!excess) return { obstacle: null, creditOverride: null };
  if (override !== undefined) return { obstacle: null, creditOverride: override };
  const facts = { orderId: order.id, ...excess };
  return { obstacle: { code: "order.over_credit", facts }, creditOverride: null };
}
