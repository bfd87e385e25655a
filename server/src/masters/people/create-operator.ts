import { acrossTenants, createCtx, type Services } from "../../kernel/access";
import { transact } from "../../kernel/db";
import { refuse } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { insertPerson } from "./insert-person";
import { hashPassword } from "./password";
import { findPersonByPhone } from "./person.queries";
import { accountOf } from "./sign-in-attempts";

/**
 * Makes the platform's operator, from the command line: nobody can be asked yet whether they may. A phone that is known
 * is refused, so that nobody rises without meaning to.
 */
export async function createOperator(
  services: Services,
  operator: { name: string; phone: string; password: string },
): Promise<{ personId: Id }> {
  const ctx = acrossTenants(
    createCtx({
      services,
      actor: { kind: "operator", personId: null, sessionId: null, name: "command line" },
      origin: { requestId: "command-line", operation: "operators.create", address: "" },
      language: "zh-CN",
    }),
    "an operator belongs to no tenant",
  );
  const phone = accountOf(operator.phone);
  const passwordHash = await hashPassword(operator.password, services.config.passwordCost);
  const person = await transact(ctx, async (tx) => {
    if (await findPersonByPhone(tx, phone)) refuse("record.duplicate", { field: "phone" });
    return insertPerson(tx, { name: operator.name, phone, passwordHash, isOperator: true });
  });
  return { personId: person.id };
}
