import { partyList } from "@quanlian/shared/contract";
import { defineResource } from "../../kernel/fields";
import { declareSearchable } from "../../kernel/search";
import { Party } from "./party.model";
import { partyPolicy } from "./party.policy";
import { priceListBook } from "./price-list-book";
import { staffDirectory } from "./staff-directory";
import { PaymentTerm } from "./payment-term.model";

/** Where the fields of the parties' list come from. */
export const partyResource = defineResource(partyList, {
  policy: partyPolicy,
  table: Party,
  alias: "p",
  joins: {
    // Neighbours' tables: found through their ports when a list is asked.
    u: { table: () => staffDirectory().users, on: "u.id = p.owner_id" },
    l: { table: () => priceListBook().priceLists, on: "l.id = p.price_list_id" },
    t: { table: PaymentTerm, on: "t.id = p.payment_term_id" },
  },
  columns: {
    code: "p.code",
    name: "p.name",
    shortName: "p.short_name",
    isCustomer: "p.is_customer",
    isSupplier: "p.is_supplier",
    creditCode: "p.credit_code",
    level: "p.level",
    region: "p.region",
    owner: { id: "p.owner_id", label: "u.name", join: "u" },
    priceList: { id: "p.price_list_id", label: "l.name", join: "l" },
    defaultInvoiceKind: "p.default_invoice_kind",
    paymentTerm: { id: "p.payment_term_id", label: "t.name", join: "t" },
    creditLimitCents: "p.credit_limit_cents",
    onHold: "p.on_hold",
    taxRate: "p.tax_rate",
    createdAt: "p.created_at",
  },
  search: { subjectType: "party", fields: ["code", "name", "shortName", "creditCode"] },
});

declareSearchable("party", { resource: partyResource, title: "name", detail: "code" });

/** The texts under which a party is found; written again whenever one of them changes. */
export const searchedParty = (party: SearchedParty) => ({
  id: party.id,
  texts: [party.code, party.name, party.shortName, party.creditCode],
});

type SearchedParty = Pick<Party, "id" | "code" | "name" | "shortName" | "creditCode">;
