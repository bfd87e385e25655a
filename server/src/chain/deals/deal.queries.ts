import type { Deal as DealAnswer } from "@quanlian/shared/contract";
import type { Day } from "@quanlian/shared/domain";
import { rowPredicate, type Ctx } from "../../kernel/access";
import type { Tx } from "../../kernel/db";
import { refuseNotFound } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { dealPolicy } from "./deal.policy";

type Instants = "stageSince" | "closedAt" | "createdAt";

export type DealHeader = Omit<
  DealAnswer,
  Instants | "expectedOn" | "lines" | "moves" | "actions"
> & { expectedOn: Day | null } & Record<Instants, Date | null>;

export interface DealRecord {
  header: DealHeader;
  lines: DealAnswer["lines"];
  moves: { fromStageId: Id | null; toStageId: Id; movedAt: Date }[];
}

/** One deal that the actor may see under the permission; anything else is "not found". Three statements. */
export const findDeal = (ctx: Ctx, permission: string, dealId: Id): Promise<DealRecord> =>
  readDeal(ctx, dealId, rowPredicate(ctx.actor, dealPolicy, permission, "d"));

/** A deal that a neighbour's record is to name, if the actor may see it. */
export const findNamedDeal = (ctx: Ctx, dealId: Id): Promise<{ customerId: Id } | undefined> =>
  ctx.row<{ customerId: Id }>(
    `SELECT d.customer_id AS customerId FROM deals d WHERE d.tenant_id = :tenant AND d.id = :dealId
       AND ${rowPredicate(ctx.actor, dealPolicy, "deals.show", "d")}`,
    { dealId },
  );

/** A deal that the actor has just changed within his rows: he is answered also if it is no longer one of them. */
export const rereadDeal = (tx: Tx, dealId: Id): Promise<DealRecord> =>
  readDeal(tx, dealId, "1 = 1");

async function readDeal(ctx: Ctx, dealId: Id, rule: string): Promise<DealRecord> {
  const header = await ctx.row<DealHeader>(
    `${HEADER} WHERE d.tenant_id = :tenant AND d.id = :dealId AND ${rule}`,
    { dealId },
  );
  if (!header) refuseNotFound("deal");
  return { header, lines: await linesOf(ctx, dealId), moves: await movesOf(ctx, dealId) };
}

const HEADER = `
  SELECT d.id, d.number, d.name, d.state, d.revision, d.customer_id AS customerId, p.name AS customerName,
    d.contact_id AS contactId, d.lead_id AS leadId, d.owner_id AS ownerId, d.department_id AS departmentId,
    d.stage_id AS stageId, s.name AS stageName, s.probability, d.amount_cents AS amountCents,
    d.expected_on AS expectedOn, d.lost_reason_id AS lostReasonId, d.lost_note AS lostNote, d.note,
    d.stage_since AS stageSince, d.closed_at AS closedAt, d.created_at AS createdAt
  FROM deals d JOIN parties p ON p.tenant_id = :tenant AND p.id = d.customer_id
    JOIN deal_stages s ON s.tenant_id = :tenant AND s.id = d.stage_id`;

const linesOf = (ctx: Ctx, dealId: Id): Promise<DealRecord["lines"]> =>
  ctx.rows(
    `SELECT l.item_id AS itemId, l.description, l.quantity FROM deal_lines l
     WHERE l.tenant_id = :tenant AND l.deal_id = :dealId ORDER BY l.line_no`,
    { dealId },
  );

const movesOf = (ctx: Ctx, dealId: Id): Promise<DealRecord["moves"]> =>
  ctx.rows(
    `SELECT m.from_stage_id AS fromStageId, m.to_stage_id AS toStageId, m.moved_at AS movedAt FROM deal_moves m
     WHERE m.tenant_id = :tenant AND m.deal_id = :dealId ORDER BY m.id LIMIT 500`,
    { dealId },
  );
