import { paymentTermKinds, paymentTriggers } from "@quanlian/shared/domain";
import {
  decimal,
  defineDocument,
  defineTable,
  flag,
  integer,
  oneOf,
  reference,
  text,
  withDefault,
} from "../../kernel/db";

/** When and how a party pays. Never changed: documents refer to it; it can only be put out of use. */
export class PaymentTerm extends defineDocument("payment_terms", {
  code: text(64),
  name: text(128),
  kind: oneOf(...paymentTermKinds),
  days: integer(),
  depositRate: decimal(),
  isActive: withDefault(flag(), true),
}) {}

/** One part of what a term of the kind `milestones` asks for; the other kinds imply theirs. */
export class PaymentTermStage extends defineTable("payment_term_stages", {
  paymentTermId: reference(),
  stageNo: integer(),
  name: text(64),
  shareRate: decimal(),
  dueTrigger: oneOf(...paymentTriggers),
  days: integer(),
}) {}
