import { chargeKinds, chargeSides } from "@quanlian/shared/contract";
import {
  cents,
  day,
  decimal,
  defineTable,
  instant,
  nullable,
  oneOf,
  reference,
  text,
} from "../../kernel/db";

/**
 * What is charged for one line, append-only but for the statement it comes to stand on: above zero what is owed, below zero what is taken back of it. The quantity is in the
 * unit that was ordered in, and the price is for that.
 */
export class Charge extends defineTable(
  "charges",
  {
    partyId: reference(),
    ownerId: nullable(reference()),
    departmentId: nullable(reference()),
    side: oneOf(...chargeSides),
    kind: oneOf(...chargeKinds),
    documentNumber: text(64),
    sourceType: text(64),
    sourceId: reference(),
    lineId: reference(),
    orderId: nullable(reference()),
    purchaseOrderId: nullable(reference()),
    itemId: nullable(reference()),
    description: text(500),
    unitName: text(64),
    quantity: decimal(),
    unitPrice: decimal(),
    taxRate: decimal(),
    inclCents: cents(),
    exclCents: cents(),
    taxCents: cents(),
    chargedOn: day(),
    /** Of a credit: the charge that it takes back a part of. */
    creditsId: nullable(reference()),
    /** The statement that it stands on; null: on none yet. */
    statementId: nullable(reference()),
    factId: reference(),
    createdAt: instant(),
  },
  { customer: "partyId", supplier: "partyId" },
) {}
