import {
  exact,
  paymentStages,
  type Exact,
  type PaymentStage,
  type PaymentTermKind,
  type PaymentTrigger,
} from "@quanlian/shared/domain";
import type { Ctx } from "../../kernel/access";
import type { Id } from "../../kernel/ids";

/** A payment term with its stages, typed or implied by its kind: what `paymentSchedule` works from. */
export interface PaymentTermRecord {
  readonly id: Id;
  readonly code: string;
  readonly name: string;
  readonly kind: PaymentTermKind;
  readonly days: number;
  readonly depositRate: Exact;
  readonly isActive: boolean;
  readonly revision: number;
  readonly stages: readonly PaymentStage[];
}

/** All terms of the tenant, by code: there are a handful. */
export const allPaymentTerms = async (ctx: Ctx): Promise<PaymentTermRecord[]> =>
  gathered(await ctx.rows<StageRow>(`${TERMS} ${ORDER} LIMIT ${MOST_ROWS}`));

/** One term, also when it is out of use: documents refer to it. Undefined when the tenant has no such term. */
export async function findPaymentTerm(
  ctx: Ctx,
  paymentTermId: Id,
): Promise<PaymentTermRecord | undefined> {
  const sql = `${TERMS} AND t.id = :paymentTermId ${ORDER}`;
  return gathered(await ctx.rows<StageRow>(sql, { paymentTermId }))[0];
}

export async function paymentTermCodeTaken(ctx: Ctx, code: string): Promise<boolean> {
  const sql = "SELECT t.id FROM payment_terms t WHERE t.tenant_id = :tenant AND t.code = :code";
  return (await ctx.row(sql, { code })) !== undefined;
}

/** Whether a party may be given the term: it is the tenant's and in use. */
export async function paymentTermInUse(ctx: Ctx, paymentTermId: Id): Promise<boolean> {
  const sql = `SELECT t.id FROM payment_terms t
    WHERE t.tenant_id = :tenant AND t.id = :paymentTermId AND t.is_active = 1`;
  return (await ctx.row(sql, { paymentTermId })) !== undefined;
}

/** A thousand terms of a dozen stages. */
const MOST_ROWS = 12_000;

const TERMS = `
  SELECT t.id, t.code, t.name, t.kind, t.days, t.deposit_rate AS depositRate, t.is_active AS isActive, t.revision,
    s.stage_no AS stageNo, s.name AS stageName, s.share_rate AS shareRate, s.due_trigger AS dueTrigger,
    s.days AS stageDays
  FROM payment_terms t
    LEFT JOIN payment_term_stages s ON s.tenant_id = :tenant AND s.payment_term_id = t.id
  WHERE t.tenant_id = :tenant`;
const ORDER = "ORDER BY t.code, t.id, s.stage_no";

interface StageRow {
  id: Id;
  code: string;
  name: string;
  kind: PaymentTermKind;
  days: number;
  depositRate: string;
  isActive: boolean;
  revision: number;
  stageNo: number | null;
  stageName: string;
  shareRate: string;
  dueTrigger: PaymentTrigger;
  stageDays: number;
}

function gathered(rows: readonly StageRow[]): PaymentTermRecord[] {
  const terms = new Map<Id, Omit<PaymentTermRecord, "stages"> & { stages: PaymentStage[] }>();
  for (const row of rows) {
    const { id, code, name, kind, days, isActive, revision } = row;
    const depositRate = exact(row.depositRate);
    const term = terms.get(id) ?? {
      ...{ id, code, name, kind, days, depositRate, isActive, revision },
      stages: paymentStages({ kind, days, depositRate }),
    };
    terms.set(id, term);
    if (row.stageNo === null) continue;
    term.stages.push({
      stageNo: row.stageNo,
      name: row.stageName,
      shareRate: exact(row.shareRate),
      trigger: row.dueTrigger,
      days: row.stageDays,
    });
  }
  return [...terms.values()];
}
