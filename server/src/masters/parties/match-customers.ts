import { companyKey, companyNames } from "@quanlian/shared/domain";
import type { Ctx } from "../../kernel/access";
import type { Id } from "../../kernel/ids";

/** By what a stranger may turn out to be a customer. */
export interface Stranger {
  phone: string | null;
  creditCode: string | null;
  companyName: string;
}

interface Match {
  id: Id;
  name: string;
  creditCode: string | null;
  phone: string | null;
}

/**
 * Which customer each of these is: by credit code, by a contact's phone, by company name without regard to width, blanks
 * and legal form. Null: none. Two statements for all. It looks at the whole tenant: whether the asker may name the customer
 * is the caller's question.
 */
export async function matchCustomers(
  ctx: Ctx,
  strangers: readonly Stranger[],
): Promise<(Id | null)[]> {
  const phones = strangers.flatMap(({ phone }) => phone ?? []);
  const codes = strangers.flatMap(({ creditCode }) => creditCode ?? []);
  const names = strangers.flatMap(({ companyName }) => companyNames(companyName));
  const byParty = codes.length + names.length > 0 ? await partiesLike(ctx, codes, names) : [];
  const byPhone = phones.length > 0 ? await contactsWith(ctx, phones) : [];
  const codesHeld = new Map(byParty.map(({ creditCode, id }) => [creditCode, id]));
  const namesHeld = new Map(byParty.map(({ name, id }) => [companyKey(name), id]));
  const phonesHeld = new Map(byPhone.map(({ phone, id }) => [phone, id]));
  return strangers.map(
    ({ phone, creditCode, companyName }) =>
      (creditCode ? codesHeld.get(creditCode) : undefined) ??
      (phone ? phonesHeld.get(phone) : undefined) ??
      (companyName ? namesHeld.get(companyKey(companyName)) : undefined) ??
      null,
  );
}

const partiesLike = (ctx: Ctx, codes: readonly string[], names: readonly string[]) =>
  ctx.rows<Match>(
    `SELECT p.id, p.name, p.credit_code AS creditCode, NULL AS phone FROM parties p
     WHERE p.tenant_id = :tenant AND p.is_customer = 1 AND (p.credit_code IN :codes OR p.name IN :names)`,
    { codes, names },
  );

const contactsWith = (ctx: Ctx, phones: readonly string[]) =>
  ctx.rows<Match>(
    `SELECT p.id, p.name, p.credit_code AS creditCode, k.phone FROM contacts k
       JOIN parties p ON p.tenant_id = :tenant AND p.id = k.party_id AND p.is_customer = 1
     WHERE k.tenant_id = :tenant AND k.phone IN :phones`,
    { phones },
  );
