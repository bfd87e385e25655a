import type { InputOf, portalStatementsContract } from "@quanlian/shared/contract";
import type { Ctx } from "../../kernel/access";
import type { Id } from "../../kernel/ids";
import { headOf } from "./statement.present";
import { HEAD_COLUMNS, ownStatements, type StatementHead } from "./statement.queries";

const LAST_ID: Id = "9223372036854775807";

/** A party's own statements, the newest first. Ids are time-ordered: the next page begins below the last id. */
export async function listOwnStatements(
  ctx: Ctx,
  { before, limit }: InputOf<(typeof portalStatementsContract)["portal.statements.list"]>,
) {
  const rows = await ctx.rows<StatementHead>(
    `SELECT ${HEAD_COLUMNS} FROM statements s
     WHERE s.tenant_id = :tenant AND ${ownStatements(ctx, "portal.statements.list")} AND s.id < :beforeId
     ORDER BY s.id DESC LIMIT :most`,
    { beforeId: before ?? LAST_ID, most: limit + 1 },
  );
  const page = rows.slice(0, limit);
  return { rows: page.map(headOf), next: rows.length > limit ? page.at(-1)!.id : null };
}
