import { openDeal } from "../chain/deals";
import { leadConverted, noteConversion, readConverted } from "../chain/leads";
import { defineFlow } from "../kernel/events";
import { prefixes, takeNumber } from "../kernel/numbering";
import { knownContact, openCustomer } from "../masters/parties";

/** An enquirer who is serious is a customer with a deal at once: nobody types his name twice. */
export const leadConvertedOpensDeal = defineFlow(leadConverted, async (tx, fact) => {
  const { leadId, customerId: named, dealName, amountCents, expectedOn } = fact.payload;
  const lead = await readConverted(tx, leadId);
  const { ownerId, departmentId, creditCode, phone, email, note } = lead;
  const name = lead.companyName || lead.contactName || phone || lead.number;
  const code = named ?? (await takeNumber(tx, prefixes.customer));

  const customerId =
    named ?? (await openCustomer(tx, { code, name, creditCode, ownerId, departmentId }));
  const reachable = lead.contactName !== "" || phone !== null;
  const contact = { name: lead.contactName || name.slice(0, 64), phone, email };
  const contactId = reachable ? await knownContact(tx, customerId, contact) : null;
  const dealId = await openDeal(tx, {
    ...{ name: dealName, customerId, contactId, leadId, ownerId, departmentId },
    ...{ amountCents, expectedOn, note },
  });
  await noteConversion(tx, leadId, { customerId, dealId });

  tx.enqueue("lead.converted", { leadId, number: lead.number, customerId, dealId, ownerId });
});
