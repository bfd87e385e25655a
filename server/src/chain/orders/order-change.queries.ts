import type { OrderEdit } from "@quanlian/shared/contract";
import { exact, toDecimalText, type Day } from "@quanlian/shared/domain";
import { rowPredicate, type Ctx } from "../../kernel/access";
import type { Tx } from "../../kernel/db";
import { assert, refuseNotFound } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import type { PlanImpact, StoredImpact } from "./change-impact";
import { orderChangePolicy } from "./order-change.policy";
import type { OrderChangeState } from "./order-change.states";

/** An order change as it is read. */
export interface ChangeRecord {
  id: Id;
  number: string;
  state: OrderChangeState;
  revision: number;
  orderId: Id;
  orderNumber: string;
  customerId: Id;
  ownerId: Id | null;
  departmentId: Id | null;
  reason: string;
  appliedAt: Date | null;
  approvedAt: Date | null;
  refusalNote: string | null;
  approvalReasons: string | null;
  impact: StoredImpact | null;
  edits: OrderEdit[];
}

type Head = Omit<ChangeRecord, "impact" | "edits"> & { impact: string | null };

/** One change that the actor may see under the permission; anything else is "not found". Two statements. */
export async function findChange(
  ctx: Ctx,
  permission: string,
  changeId: Id,
): Promise<ChangeRecord> {
  const head = await ctx.row<Head>(
    `SELECT c.id, c.number, c.state, c.revision, c.order_id AS orderId, o.number AS orderNumber,
       c.customer_id AS customerId, c.owner_id AS ownerId, c.department_id AS departmentId, c.reason,
       c.applied_at AS appliedAt, c.approved_at AS approvedAt, c.refusal_note AS refusalNote,
       c.approval_reasons AS approvalReasons, c.impact
     FROM order_changes c JOIN sales_orders o ON o.tenant_id = :tenant AND o.id = c.order_id
     WHERE c.tenant_id = :tenant AND c.id = :changeId
       AND ${rowPredicate(ctx.actor, orderChangePolicy, permission, "c")}`,
    { changeId },
  );
  if (!head) refuseNotFound("order_change");
  const impact = head.impact === null ? null : (JSON.parse(head.impact) as StoredImpact);
  return { ...head, impact, edits: await readEdits(ctx, changeId) };
}

interface EditRow {
  kind: OrderEdit["kind"];
  lineId: Id | null;
  quantity: string | null;
  unitPrice: string | null;
  requestedOn: Day | null;
  addedLine: string | null;
}

/** The edits of a change whose header was found (or locked) within the actor's rule before. */
export async function readEdits(ctx: Ctx, changeId: Id): Promise<OrderEdit[]> {
  const rows = await ctx.rows<EditRow>(
    `SELECT e.kind, e.order_line_id AS lineId, e.quantity, e.unit_price AS unitPrice, e.requested_on AS requestedOn,
       e.added_line AS addedLine
     FROM order_change_edits e WHERE e.tenant_id = :tenant AND e.change_id = :changeId ORDER BY e.edit_no`,
    { changeId },
  );
  return rows.map(editOf);
}

function editOf({ kind, lineId, addedLine, ...figures }: EditRow): OrderEdit {
  if (kind === "add") {
    assert(addedLine, "an added line that is not there");
    return { kind, line: JSON.parse(addedLine) as Extract<OrderEdit, { kind: "add" }>["line"] };
  }
  assert(lineId, "an edit of no line");
  if (kind === "remove") return { kind, lineId };
  const { quantity, unitPrice, requestedOn } = figures;
  return {
    kind,
    lineId,
    ...(quantity === null ? {} : { quantity: toDecimalText(exact(quantity)) }),
    ...(unitPrice === null ? {} : { unitPrice: toDecimalText(exact(unitPrice)) }),
    ...(requestedOn === null ? {} : { requestedOn }),
  };
}

/** What the flow has told of the plan, in the transaction that applies the change. */
export async function readPlanImpact(tx: Tx, changeId: Id): Promise<PlanImpact> {
  const row = await tx.row<{ impact: string | null }>(
    "SELECT c.impact FROM order_changes c WHERE c.tenant_id = :tenant AND c.id = :changeId",
    { changeId },
  );
  assert(row?.impact, "a change whose effects nobody has told");
  return JSON.parse(row.impact) as PlanImpact;
}

/** Keeps what a change did to the plan, for the operation that applies it to tell with the rest. */
export async function keepPlanImpact(tx: Tx, changeId: Id, impact: PlanImpact): Promise<void> {
  const changed = await tx.write(
    "UPDATE order_changes SET impact = :impact WHERE tenant_id = :tenant AND id = :changeId",
    { changeId, impact: JSON.stringify(impact) },
  );
  assert(changed === 1, "the effects of no change");
}
