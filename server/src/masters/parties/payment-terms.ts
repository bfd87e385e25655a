import type {
  InputOf,
  PaymentTerm as TermAnswer,
  partiesContract,
} from "@quanlian/shared/contract";
import type { Ctx } from "../../kernel/access";
import { insertRow, refusingDuplicates, transact } from "../../kernel/db";
import { Faults } from "../../kernel/errors";
import { PaymentTerm } from "./party.model";
import { presentTerm } from "./party.present";

/** All payment terms, by code: a tenant has a handful. */
export async function listPaymentTerms(ctx: Ctx): Promise<{ rows: TermAnswer[] }> {
  const rows = await ctx.rows<TermAnswer>(
    `SELECT t.id, t.code, t.name, t.kind, t.days, t.deposit_rate AS depositRate FROM payment_terms t
     WHERE t.tenant_id = :tenant ORDER BY t.code, t.id LIMIT 1000`,
  );
  return { rows: rows.map(presentTerm) };
}

type Input = InputOf<(typeof partiesContract)["paymentTerms.create"]>;

/** Adds a payment term. Terms are never changed: documents refer to them. */
export function createPaymentTerm(ctx: Ctx, input: Input): Promise<TermAnswer> {
  return transact(ctx, async (tx) => {
    const faults = new Faults(tx.language);
    const sql = "SELECT t.id FROM payment_terms t WHERE t.tenant_id = :tenant AND t.code = :code";
    if (await tx.row(sql, { code: input.code })) faults.taken(["code"], input.code);
    faults.refuse();

    const id = tx.newId();
    await refusingDuplicates({ uq_payment_terms_code: "code" }, () =>
      insertRow(tx, PaymentTerm, { ...input, id }),
    );
    tx.record({ type: "paymentTerm", id, number: input.code, before: null, after: input });
    return presentTerm({ ...input, id });
  });
}
