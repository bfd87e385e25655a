import type { InputOf, OutputOf, dealsContract } from "@quanlian/shared/contract";
import type { Ctx } from "../../kernel/access";
import { insertRows, transact, updateRows, type Tx } from "../../kernel/db";
import { Faults, refuse } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { LostReason } from "./deal.model";

type Answer = OutputOf<(typeof dealsContract)["lostReasons.list"]>;

/** The reasons that are offered, in order. */
export const listLostReasons = async (ctx: Ctx): Promise<Answer> => ({
  rows: await ctx.rows(
    `SELECT r.id, r.name FROM deal_lost_reasons r
     WHERE r.tenant_id = :tenant AND r.is_active = 1 ORDER BY r.position, r.id LIMIT 200`,
  ),
});

/** Sets the reasons. One that is left out is no longer offered; deals that were lost for it keep it. */
export function saveLostReasons(
  ctx: Ctx,
  { reasons }: InputOf<(typeof dealsContract)["lostReasons.save"]>,
): Promise<Answer> {
  return transact(ctx, async (tx) => {
    const before = (await listLostReasons(tx)).rows;
    const known = new Set(before.map(({ id }) => id));
    const faults = new Faults(tx.language);
    reasons.forEach(({ id }, at) => {
      if (id !== undefined && !known.has(id)) faults.unknown(["reasons", at, "id"], id);
    });
    faults.refuse();

    const placed = reasons.map((reason, position) => ({ ...reason, position }));
    const kept = placed.flatMap(({ id, ...rest }) => (id ? [{ ...rest, id }] : []));
    const named = new Set(kept.map(({ id }) => id));
    const dropped = before.filter(({ id }) => !named.has(id));
    await updateRows(tx, LostReason, ["name", "position"], kept);
    await updateRows(
      tx,
      LostReason,
      ["isActive"],
      dropped.map(({ id }) => ({ id, isActive: false })),
    );
    const fresh = placed.filter(({ id }) => id === undefined);
    await insertRows(
      tx,
      LostReason,
      fresh.map(({ name, position }) => ({ name, position, isActive: true })),
    );
    const after = (await listLostReasons(tx)).rows;
    const id = tx.tenantId;
    tx.record({ type: "lostReasons", id, before: { reasons: before }, after: { reasons: after } });
    return { rows: after };
  });
}

/** A deal is lost for a reason that the company offers. */
export async function demandLostReason(tx: Tx, lostReasonId: Id): Promise<void> {
  const found = await tx.row(
    `SELECT r.id FROM deal_lost_reasons r
     WHERE r.tenant_id = :tenant AND r.id = :lostReasonId AND r.is_active = 1`,
    { lostReasonId },
  );
  if (!found) refuse("reference.not_found", { field: "lostReasonId" });
}
