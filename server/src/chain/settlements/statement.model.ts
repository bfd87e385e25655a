import {
  chargeSides,
  residualClasses,
  residualProposals,
  statementLineKinds,
} from "@quanlian/shared/contract";
import {
  cents,
  day,
  decimal,
  defineDocument,
  defineTable,
  instant,
  integer,
  json,
  nullable,
  oneOf,
  reference,
  text,
} from "../../kernel/db";
import { statementStates } from "./statement.states";

const byParty = { customer: "partyId", supplier: "partyId" } as const;

/** What is charged and paid between a party and us up to a day. Closing = opening + charges + movements. */
export class Statement extends defineDocument(
  "statements",
  {
    number: text(64),
    partyId: reference(),
    ownerId: nullable(reference()),
    departmentId: nullable(reference()),
    side: oneOf(...chargeSides),
    state: oneOf(...statementStates.names),
    beginsOn: day(),
    endsOn: day(),
    openingCents: cents(),
    chargesCents: cents(),
    movementsCents: cents(),
    closingCents: cents(),
    theirClosingCents: nullable(cents()),
    note: nullable(text(500)),
    theirNote: nullable(text(500)),
    /** Of all that both sides sign; fixed when it is sent. */
    hash: nullable(text(64)),
    sentAt: nullable(instant()),
    answeredAt: nullable(instant()),
    ourSigner: nullable(text(64)),
    ourSignedAt: nullable(instant()),
    theirSigner: nullable(text(64)),
    theirSignedAt: nullable(instant()),
    withdrawReason: nullable(text(500)),
    custom: nullable(json<Record<string, unknown>>()),
  },
  byParty,
) {}

/** One charge, or one movement of the account that is no charge. */
export class StatementLine extends defineTable(
  "statement_lines",
  {
    statementId: reference(),
    lineNo: integer(),
    partyId: reference(),
    kind: oneOf(...statementLineKinds),
    chargeId: nullable(reference()),
    factId: reference(),
    documentNumber: text(64),
    datedOn: day(),
    description: text(500),
    unitName: text(64),
    quantity: nullable(decimal()),
    unitPrice: nullable(decimal()),
    taxRate: nullable(decimal()),
    amountCents: cents(),
    theirLineNo: nullable(integer()),
  },
  byParty,
) {}

/** A line of the party's own books. */
export class StatementTheirLine extends defineTable(
  "statement_their_lines",
  {
    statementId: reference(),
    lineNo: integer(),
    partyId: reference(),
    documentNumber: text(64),
    datedOn: nullable(day()),
    description: text(500),
    quantity: nullable(decimal()),
    unitPrice: nullable(decimal()),
    amountCents: cents(),
  },
  byParty,
) {}

/** A difference between the two, with what explains it. Those of a statement sum to its gap. */
export class StatementResidual extends defineTable(
  "statement_residuals",
  {
    statementId: reference(),
    lineNo: integer(),
    partyId: reference(),
    class: oneOf(...residualClasses),
    why: text(32),
    ourLineNo: nullable(integer()),
    theirLineNo: nullable(integer()),
    differenceCents: cents(),
    evidence: json<Record<string, string | number | null>>(),
    proposal: oneOf(...residualProposals),
  },
  byParty,
) {}
