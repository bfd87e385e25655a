import { subjects } from "./subjects";
import { finance } from "./finance";
import { inventory } from "./inventory";
import { breakpoints } from "./breakpoints";
import { planning } from "./planning";
import { purchases } from "./purchases";
import { deals } from "./deals";
import { leads } from "./leads";
import { orders } from "./orders";
import { parties } from "./parties";
import { prices } from "./prices";
import { plant } from "./plant";
import { catalog } from "./catalog";
import { errors } from "./errors";
import { exchange } from "./exchange";
import { issues } from "./issues";
import { system } from "./system";
import { why } from "./why";
import { people } from "./people";
import { quotes } from "./quotes";
import { shipments } from "./shipments";
import { statements } from "./statements";
import { incomingInspections } from "./incoming-inspections";
import { supplierReturns } from "./supplier-returns";
import { rfqs } from "./rfqs";
import { shippingNotices } from "./shipping-notices";
import { works } from "./works";
import { workflow } from "./workflow";

/** Every English text of the product, by key. One file per subject. */
export const en = {
  ...errors,
  ...exchange,
  ...issues,
  ...system,
  ...why,
  ...people,
  ...parties,
  ...prices,
  ...plant,
  ...catalog,
  ...leads,
  ...deals,
  ...orders,
  ...breakpoints,
  ...planning,
  ...purchases,
  ...inventory,
  ...finance,
  ...subjects,
  ...workflow,
  ...works,
  ...shipments,
  ...incomingInspections,
  ...supplierReturns,
  ...rfqs,
  ...shippingNotices,
  ...statements,
  ...quotes,
} as const;
