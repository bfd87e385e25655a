import type { catalogContract, InputOf, Unit as UnitAnswer } from "@quanlian/shared/contract";
import type { Ctx } from "../../kernel/access";
import { insertRow, refusingDuplicates, transact } from "../../kernel/db";
import { Faults } from "../../kernel/errors";
import { Unit } from "./item.model";
import { exists } from "./item.queries";

/** All units, by code: a tenant has a few dozen. */
export async function listUnits(ctx: Ctx): Promise<{ rows: UnitAnswer[] }> {
  const rows = await ctx.rows<UnitAnswer>(
    "SELECT u.id, u.code, u.name, u.places FROM units u WHERE u.tenant_id = :tenant ORDER BY u.code LIMIT 1000",
  );
  return { rows };
}

/** Adds a unit. It is never changed: every quantity in it was rounded to its places. */
export function createUnit(
  ctx: Ctx,
  input: InputOf<(typeof catalogContract)["units.create"]>,
): Promise<UnitAnswer> {
  return transact(ctx, async (tx) => {
    const faults = new Faults(tx.language);
    const sql = "SELECT u.id FROM units u WHERE u.tenant_id = :tenant AND u.code = :code";
    if (await exists(tx, sql, { code: input.code })) faults.taken(["code"], input.code);
    faults.refuse();

    const id = tx.newId();
    await refusingDuplicates({ uq_units_code: "code" }, () =>
      insertRow(tx, Unit, { ...input, id }),
    );
    tx.record({ type: "unit", id, number: input.code, before: null, after: input });
    return { ...input, id };
  });
}
