import { statementList } from "@quanlian/shared/contract";
import { defineResource } from "../../kernel/fields";
import { Party } from "../../masters/parties";
import { Statement } from "./statement.model";
import { statementPolicy } from "./statement.policy";

/** Where the fields of the statements' list come from. */
export const statementResource = defineResource(statementList, {
  policy: statementPolicy,
  table: Statement,
  alias: "s",
  joins: { p: { table: Party, on: "p.id = s.party_id" } },
  columns: {
    number: "s.number",
    state: "s.state",
    side: "s.side",
    party: { id: "s.party_id", label: "p.name", join: "p" },
    endsOn: "s.ends_on",
    openingCents: "s.opening_cents",
    chargesCents: "s.charges_cents",
    movementsCents: "s.movements_cents",
    closingCents: "s.closing_cents",
    gapCents: "s.their_closing_cents - s.closing_cents",
    createdAt: "s.created_at",
  },
  search: { subjectType: null, fields: ["number"] },
});
