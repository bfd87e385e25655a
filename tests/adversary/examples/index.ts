import { chainExamples } from "./chain";
import { dealsExamples } from "./deals";
import { followUpsExamples } from "./follow-ups";
import { inventoryExamples } from "./inventory";
import { leadsExamples } from "./leads";
import { cutoverExamples, financeExamples } from "./cutover";
import { mastersExamples } from "./masters";
import { partiesExamples } from "./parties";
import { ordersExamples } from "./orders";
import { projectsExamples } from "./projects";
import { peopleExamples } from "./people";
import { pricesExamples } from "./prices";
import { purchasesExamples } from "./purchases";
import { shipmentsExamples } from "./shipments";
import { statementsExamples } from "./statements";
import { incomingInspectionsExamples } from "./incoming-inspections";
import { rfqsExamples } from "./rfqs";
import { shippingNoticesExamples } from "./shipping-notices";
import { systemExamples } from "./system";
import { quotesExamples } from "./quotes";
import { workflowExamples } from "./workflow";
import { worksExamples } from "./works";
import type { Examples } from "./example";

export type { Example } from "./example";

/**
 * One valid call of every operation. An operation that is not here fails the run: whoever adds one says here how it is
 * called on a row of his, and the adversary does the rest.
 */
export const examples: Examples = {
  ...systemExamples,
  ...peopleExamples,
  ...mastersExamples,
  ...partiesExamples,
  ...inventoryExamples,
  ...leadsExamples,
  ...pricesExamples,
  ...dealsExamples,
  ...followUpsExamples,
  ...chainExamples,
  ...workflowExamples,
  ...worksExamples,
  ...shipmentsExamples,
  ...incomingInspectionsExamples,
  ...rfqsExamples,
  ...shippingNoticesExamples,
  ...statementsExamples,
  ...cutoverExamples,
  ...ordersExamples,
  ...projectsExamples,
  ...quotesExamples,
  ...financeExamples,
  ...purchasesExamples,
};
