import { rowPredicate, type Ctx } from "../../kernel/access";
import type { Id } from "../../kernel/ids";
import { partyPolicy } from "./party.policy";

/**
 * Whether the actor may name the party in a document of his: it is the tenant's, and within his rows of parties under the
 * document's permission. For a customer's or supplier's contact that is his own party alone.
 */
export async function mayNameParty(ctx: Ctx, permission: string, partyId: Id): Promise<boolean> {
  const rule = rowPredicate(ctx.actor, partyPolicy, permission, "p");
  const sql = `SELECT p.id FROM parties p WHERE p.tenant_id = :tenant AND p.id = :partyId AND ${rule}`;
  return (await ctx.row(sql, { partyId })) !== undefined;
}
