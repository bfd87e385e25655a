import type { InputOf, dealsContract } from "@quanlian/shared/contract";
import type { Day } from "@quanlian/shared/domain";
import type { Ctx } from "../../kernel/access";
import { transact, type Tx } from "../../kernel/db";
import { refuse } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { findCustomerTerms, mayNameParty } from "../../masters/parties";
import { replaceLines } from "./deal-lines";
import { presentDeal } from "./deal.present";
import { rereadDeal } from "./deal.queries";
import { openDeal } from "./open-deal";

/** Opens a deal with a customer within the writer's reach. It is the writer's own. */
export function createDeal(ctx: Ctx, input: InputOf<(typeof dealsContract)["deals.create"]>) {
  return transact(ctx, async (tx) => {
    const { customerId, contactId = null, lines = [] } = input;
    await demandCustomer(tx, "deals.create", customerId);
    if (contactId !== null) await demandContact(tx, customerId, contactId);
    const { actor } = tx;
    const mine = actor.kind === "staff";
    const dealId = await openDeal(tx, {
      ...{ customerId, contactId, leadId: null, name: input.name, stageId: input.stageId },
      ownerId: mine ? actor.userId : null,
      departmentId: mine ? actor.departmentId : null,
      amountCents: input.amountCents ?? 0,
      expectedOn: (input.expectedOn ?? null) as Day | null,
      note: input.note ?? "",
    });
    if (lines.length > 0) await replaceLines(tx, dealId, lines);
    return presentDeal(tx, await rereadDeal(tx, dealId));
  });
}

async function demandCustomer(tx: Tx, permission: string, customerId: Id): Promise<void> {
  const reachable = await mayNameParty(tx, permission, customerId);
  const customer = reachable ? await findCustomerTerms(tx, customerId) : undefined;
  if (!customer) refuse("reference.not_found", { field: "customerId" });
  if (!customer.isCustomer) refuse("party.not_customer", { name: customer.name });
}

/** A contact of that customer; anybody else's is no such reference. */
export async function demandContact(tx: Tx, customerId: Id, contactId: Id): Promise<void> {
  const found = await tx.row(
    "SELECT k.id FROM contacts k WHERE k.tenant_id = :tenant AND k.party_id = :customerId AND k.id = :contactId",
    { customerId, contactId },
  );
  if (!found) refuse("reference.not_found", { field: "contactId" });
}
