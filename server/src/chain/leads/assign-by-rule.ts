import type { Tx } from "../../kernel/db";
import { updateRows } from "../../kernel/db";
import type { Id } from "../../kernel/ids";
import { LeadRule } from "./lead.model";
import { fits, nextInTurn, type WeighedRule } from "./lead.rules";
import { findStaff } from "../../masters/people";

/** Whose a lead is: decides who sees it. */
export interface Keeper {
  ownerId: Id | null;
  departmentId: Id | null;
}

/** A new lead as the rules look at it. */
export interface Unassigned {
  province: string | null;
  product: string;
  note: string;
  channel: string;
}

/**
 * Who gets each of these new leads: the first active rule by priority that fits, its people in turn, those who left passed
 * over. Undefined where no rule gives it to anybody. The rules' rows stay locked until the commit, so that two captures at
 * once do not give both to the same person.
 */
export async function assignByRule(
  tx: Tx,
  leads: readonly Unassigned[],
): Promise<(Keeper | undefined)[]> {
  if (leads.length === 0) return [];
  const rules = await lockRules(tx);
  const userIds = [...new Set(rules.flatMap((rule) => rule.userIds))];
  if (userIds.length === 0) return leads.map(() => undefined);
  const staff = await findStaff(tx, userIds);
  const turns = new Map<Id, number>();
  const keepers = leads.map((lead) => {
    for (const rule of rules) {
      if (!fits(rule, lead)) continue;
      const next = nextInTurn(rule, (userId) => staff.has(userId));
      if (!next) continue;
      rule.turn = next.turn;
      turns.set(rule.id, next.turn);
      return { ownerId: next.userId, departmentId: staff.get(next.userId)!.departmentId };
    }
    return undefined;
  });
  await updateRows(
    tx,
    LeadRule,
    ["turn"],
    [...turns].map(([id, turn]) => ({ id, turn })),
  );
  return keepers;
}

type Lists = "provinces" | "productWords" | "channels" | "userIds";
type RuleRow = Omit<WeighedRule, Lists> & Record<Lists, string>;

/** A tenant has a handful of rules; they are locked in the order of their ids and weighed by priority. */
async function lockRules(tx: Tx): Promise<WeighedRule[]> {
  const rows = await tx.rows<RuleRow & { priority: number }>(
    `SELECT r.id, r.priority, r.provinces, r.product_words AS productWords, r.channels, r.user_ids AS userIds, r.turn
     FROM lead_rules r WHERE r.tenant_id = :tenant AND r.is_active = 1 ORDER BY r.id LIMIT 500 FOR UPDATE`,
  );
  return rows
    .sort((a, b) => a.priority - b.priority)
    .map(({ provinces, productWords, channels, userIds, ...rule }) => ({
      ...rule,
      provinces: list(provinces),
      productWords: list(productWords),
      channels: list(channels),
      userIds: list(userIds),
    }));
}

const list = (text: string) => JSON.parse(text) as string[];
