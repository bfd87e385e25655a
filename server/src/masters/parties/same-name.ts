import { companyKey } from "@quanlian/shared/domain";
import { rowPredicate, type Ctx } from "../../kernel/access";
import type { Id } from "../../kernel/ids";
import { partyPolicy } from "./party.policy";

const MOST_SHOWN = 10;

/** Other parties whose name comes to the same. */
export interface SameName {
  count: number;
  parties: { id: Id; code: string; name: string }[];
}

/**
 * Other parties of the same normalised name: perhaps this one a second time. All are counted, so that a colleague's customer
 * is not taken in twice unnoticed; shown are those within the actor's reach.
 */
export async function findSameName(
  ctx: Ctx,
  permission: string,
  party: { id: Id; name: string },
): Promise<SameName> {
  const nameKey = companyKey(party.name);
  if (nameKey === "") return { count: 0, parties: [] };
  const rule = rowPredicate(ctx.actor, partyPolicy, permission, "p");
  const others = "p.tenant_id = :tenant AND p.name_key = :nameKey AND p.id <> :partyId";
  const parameters = { nameKey, partyId: party.id };
  const rows = await ctx.rows<{ id: Id; code: string; name: string; reached: boolean }>(
    `SELECT p.id, p.code, p.name, CAST(${rule} AS INT) AS reached FROM parties p
     WHERE ${others} ORDER BY p.id LIMIT 1000`,
    parameters,
  );
  const reached = rows.filter((row) => Number(row.reached) === 1).slice(0, MOST_SHOWN);
  return {
    count: rows.length,
    parties: reached.map(({ id, code, name }) => ({ id, code, name })),
  };
}
