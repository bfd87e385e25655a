import { rowPredicate, type Ctx } from "../../kernel/access";
import type { Tx } from "../../kernel/db";
import { refuseNotFound } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { partyPolicy } from "./party.policy";

/** What a customer or supplier answers when somebody writes down what was said to it. */
export const followedParty = {
  async demand(ctx: Ctx, permission: string, partyId: Id): Promise<void> {
    await codeOf(ctx, permission, partyId);
  },
  follow: (tx: Tx, permission: string, partyId: Id): Promise<string> =>
    codeOf(tx, permission, partyId),
};

async function codeOf(ctx: Ctx, permission: string, partyId: Id): Promise<string> {
  const rule = rowPredicate(ctx.actor, partyPolicy, permission, "p");
  const sql = `SELECT p.code FROM parties p WHERE p.tenant_id = :tenant AND p.id = :partyId AND ${rule}`;
  const found = await ctx.row<{ code: string }>(sql, { partyId });
  return found?.code ?? refuseNotFound("party");
}
