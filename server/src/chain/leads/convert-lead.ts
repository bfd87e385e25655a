import type { InputOf, leadsContract } from "@quanlian/shared/contract";
import type { Day } from "@quanlian/shared/domain";
import type { Ctx } from "../../kernel/access";
import { transact, type Tx } from "../../kernel/db";
import { refuse } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { findCustomerTerms, matchCustomers, mayNameParty } from "../../masters/parties";
import { closeTasks } from "../../workflow";
import { freeKeys, loadLead, presentChanged, saveLead } from "./change-lead";
import { leadConverted } from "./lead.events";
import type { Lead } from "./lead.model";
import { leadStates } from "./lead.states";

/**
 * A lead came to something: in one transaction its enquirer becomes a customer with a contact, unless an existing customer
 * within the actor's reach is named, and a deal is opened. Once: a converted lead cannot be converted again.
 *
 * Refused while the enquirer looks like a customer that nobody named: two records of one customer cost more than a question.
 */
export function convertLead(
  ctx: Ctx,
  { leadId, revision, ...wanted }: InputOf<(typeof leadsContract)["leads.convert"]>,
) {
  return transact(ctx, async (tx) => {
    const lead = await loadLead(tx, "leads.convert", leadId, revision);
    lead.state = leadStates.step(lead.state, "convert");
    if (wanted.customerId) await demandCustomer(tx, wanted.customerId);
    else if (!wanted.asNewCustomer) await refuseKnown(tx, lead);

    lead.contactedAt ??= tx.now;
    lead.closedAt = tx.now;
    await freeKeys(tx, leadId);
    await closeTasks(tx, { subjectType: "lead", subjectId: leadId });
    await saveLead(tx, lead);
    await tx.emit(leadConverted, {
      leadId,
      customerId: wanted.customerId ?? null,
      dealName: wanted.dealName,
      amountCents: wanted.amountCents,
      expectedOn: (wanted.expectedOn ?? null) as Day | null,
    });
    return presentChanged(tx, leadId);
  });
}

async function demandCustomer(tx: Tx, customerId: Id): Promise<void> {
  const reachable = await mayNameParty(tx, "leads.convert", customerId);
  const customer = reachable ? await findCustomerTerms(tx, customerId) : undefined;
  if (!customer) refuse("reference.not_found", { field: "customerId" });
  if (!customer.isCustomer) refuse("party.not_customer", { name: customer.name });
}

async function refuseKnown(tx: Tx, lead: Lead): Promise<void> {
  const [customerId] = await matchCustomers(tx, [lead]);
  if (!customerId) return;
  const reachable = await mayNameParty(tx, "leads.convert", customerId);
  refuse("lead.customer_exists", reachable ? { customerId } : {});
}

/** What the flow makes a customer and a deal of. */
export interface ConvertedLead {
  number: string;
  companyName: string;
  contactName: string;
  phone: string | null;
  email: string | null;
  creditCode: string | null;
  product: string;
  note: string;
  ownerId: Id | null;
  departmentId: Id | null;
}

export async function readConverted(tx: Tx, leadId: Id): Promise<ConvertedLead> {
  const lead = await tx.row<ConvertedLead>(
    `SELECT l.number, l.company_name AS companyName, l.contact_name AS contactName, l.phone, l.email,
       l.credit_code AS creditCode, l.product, l.note, l.owner_id AS ownerId, l.department_id AS departmentId
     FROM leads l WHERE l.tenant_id = :tenant AND l.id = :leadId`,
    { leadId },
  );
  return lead!;
}

/** Writes beside the lead what it became. */
export async function noteConversion(
  tx: Tx,
  leadId: Id,
  made: { customerId: Id; dealId: Id },
): Promise<void> {
  const { number, ownerId, departmentId } = await readConverted(tx, leadId);
  await tx.write(
    `UPDATE leads SET customer_id = :customerId, deal_id = :dealId, known_customer = 1
     WHERE tenant_id = :tenant AND id = :leadId`,
    { leadId, ...made },
  );
  const about = { type: "lead", id: leadId, number, ownerId, departmentId };
  tx.record({ ...about, before: { customerId: null, dealId: null }, after: { ...made } });
}

/** What its deal came to is the lead's worth for its channel; taken back, it is nothing. */
export async function creditLead(tx: Tx, leadId: Id, wonCents: number): Promise<void> {
  await tx.write(
    "UPDATE leads SET won_cents = :wonCents WHERE tenant_id = :tenant AND id = :leadId",
    { leadId, wonCents },
  );
}
