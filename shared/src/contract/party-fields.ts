import { z } from "zod";
import { isCreditCode, normalisePhone } from "../domain";

/** What is typed of a company or a person in a form of its own, checked the same wherever it is typed. */

/** Typed in any case; kept in capitals. */
export const creditCode = z
  .string()
  .trim()
  .max(64, { error: "issue.text_long" })
  .transform((typed) => typed.toUpperCase())
  .refine(isCreditCode, { error: "issue.credit_code" })
  .meta({ description: "统一社会信用代码, 18 characters", examples: ["91310110324425929E"] });

/** A mobile or landline number, typed with spaces, dashes or +86; kept as its digits. */
export const telephone = z
  .string()
  .max(64, { error: "issue.text_long" })
  .transform((typed, context) => {
    const normal = normalisePhone(typed);
    if (normal !== null) return normal;
    context.addIssue({ code: "custom", message: "issue.phone" });
    return z.NEVER;
  })
  .meta({ examples: ["13800000000"] });

export const email = z.email({ error: "issue.email" }).max(128, { error: "issue.text_long" });

/** Digits as the bank prints them, typed with or without blanks and dashes. */
export const bankAccount = z
  .string()
  .max(64, { error: "issue.text_long" })
  .transform((typed) => typed.normalize("NFKC").replace(/[\s-]/g, ""))
  .refine((digits) => /^\d{8,32}$/.test(digits), { error: "issue.bank_account" })
  .meta({ examples: ["6222 0000 1111 2222"] });
