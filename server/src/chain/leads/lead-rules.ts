import type { InputOf, LeadRule as RuleAnswer, leadDeskContract } from "@quanlian/shared/contract";
import type { Ctx } from "../../kernel/access";
import {
  assignNamed,
  insertRow,
  loadForUpdate,
  saveChanges,
  transact,
  type Tx,
} from "../../kernel/db";
import { Faults, refuseNotFound } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { findStaff } from "../../masters/people";
import { LeadRule } from "./lead.model";
import { leadRulePolicy } from "./lead.policy";

type Lists = "provinces" | "productWords" | "channels" | "userIds";
type RuleRow = Omit<RuleAnswer, Lists> & Record<Lists, string>;

const RULE = `SELECT r.id, r.name, r.priority, r.is_active AS isActive, r.provinces, r.product_words AS productWords,
    r.channels, r.user_ids AS userIds, r.revision
  FROM lead_rules r WHERE r.tenant_id = :tenant`;

export async function listRules(ctx: Ctx): Promise<{ rows: RuleAnswer[] }> {
  const rows = await ctx.rows<RuleRow>(`${RULE} ORDER BY r.priority, r.id LIMIT 500`);
  return { rows: rows.map(presentRule) };
}

export function createRule(
  ctx: Ctx,
  input: InputOf<(typeof leadDeskContract)["leadRules.create"]>,
): Promise<RuleAnswer> {
  return transact(ctx, async (tx) => {
    await checkPeople(tx, input.userIds);
    const id = tx.newId();
    await insertRow(tx, LeadRule, { id, ...input });
    tx.record({ type: "leadRule", id, before: null, after: input });
    return showRule(tx, id);
  });
}

/** Changes a rule. Other people start their turns from the first. */
export function updateRule(
  ctx: Ctx,
  { ruleId, revision, ...fields }: InputOf<(typeof leadDeskContract)["leadRules.update"]>,
): Promise<RuleAnswer> {
  return transact(ctx, async (tx) => {
    const rule = await loadForUpdate(tx, LeadRule, leadRulePolicy, "leadRules.update", ruleId);
    rule.expectRevision(revision);
    if (fields.userIds) {
      await checkPeople(tx, fields.userIds);
      rule.turn = 0;
    }
    assignNamed(rule, fields);
    await saveChanges(tx, rule, { type: "leadRule", id: ruleId });
    return showRule(tx, ruleId);
  });
}

async function checkPeople(tx: Tx, userIds: readonly Id[]): Promise<void> {
  const staff = await findStaff(tx, userIds);
  const faults = new Faults(tx.language);
  userIds.forEach((userId, at) => {
    if (!staff.has(userId)) faults.unknown(["userIds", at], userId);
  });
  faults.refuse();
}

async function showRule(ctx: Ctx, ruleId: Id): Promise<RuleAnswer> {
  const row = await ctx.row<RuleRow>(`${RULE} AND r.id = :ruleId`, { ruleId });
  return row ? presentRule(row) : refuseNotFound("leadRule");
}

const presentRule = ({
  provinces,
  productWords,
  channels,
  userIds,
  ...rule
}: RuleRow): RuleAnswer => ({
  ...rule,
  isActive: Boolean(rule.isActive),
  provinces: list(provinces),
  productWords: list(productWords),
  channels: list(channels),
  userIds: list(userIds),
});

const list = (text: string) => JSON.parse(text) as string[];
