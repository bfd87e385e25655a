import { chargeList } from "@quanlian/shared/contract";
import { defineResource } from "../../kernel/fields";
import { Party } from "../../masters/parties";
import { Charge } from "./charge.model";
import { chargePolicy } from "./charge.policy";

/** Where the fields of the charges' list come from. */
export const chargeResource = defineResource(chargeList, {
  policy: chargePolicy,
  table: Charge,
  alias: "c",
  joins: { p: { table: Party, on: "p.id = c.party_id" } },
  columns: {
    documentNumber: "c.document_number",
    side: "c.side",
    kind: "c.kind",
    party: { id: "c.party_id", label: "p.name", join: "p" },
    description: "c.description",
    unit: "c.unit_name",
    quantity: "c.quantity",
    unitPrice: "c.unit_price",
    inclCents: "c.incl_cents",
    exclCents: "c.excl_cents",
    taxCents: "c.tax_cents",
    chargedOn: "c.charged_on",
  },
  search: { subjectType: null, fields: ["documentNumber"] },
});
