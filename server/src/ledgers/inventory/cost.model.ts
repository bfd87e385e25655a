import {
  cents,
  day,
  decimal,
  defineBare,
  defineDocument,
  defineTable,
  instant,
  nullable,
  oneOf,
  reference,
  text,
} from "../../kernel/db";
import { periodStates } from "./period.states";

/** Until which day the stock book is closed; the row that postings share and a close takes alone. */
export class StockGate extends defineBare("stock_gates", {
  tenantId: reference(),
  closedThrough: nullable(day()),
}) {}

/** A month of the stock book that was closed at least once, with what it was worth at its end. */
export class StockPeriod extends defineDocument("stock_periods", {
  month: text(64),
  startsOn: day(),
  endsOn: day(),
  state: oneOf(...periodStates.names),
  stockCents: cents(),
  wipCents: cents(),
  accruedCents: cents(),
  closedAt: nullable(instant()),
  note: nullable(text(500)),
}) {}

/** What one item was worth in one warehouse at the end of a closed month. */
export class StockPeriodValue extends defineTable("stock_period_values", {
  periodId: reference(),
  itemId: reference(),
  warehouseId: reference(),
  quantity: decimal(),
  valueCents: cents(),
}) {}

/** What has gone into a work order and not come out of it yet, in 分. Below zero while more was finished than cost so far. */
export class WipBalance extends defineBare("wip_balances", {
  tenantId: reference(),
  workOrderId: reference(),
  valueCents: cents(),
}) {}

export const wipKinds = ["material", "labour", "subcontract", "finish", "close"] as const;
export type WipKind = (typeof wipKinds)[number];

const caused = {
  sourceType: text(64),
  sourceId: reference(),
  factId: reference(),
  effect: text(64),
  lineId: reference(),
  occurredOn: day(),
  createdAt: instant(),
};

/** One amount into (above zero) or out of a work order, append-only. */
export class WipEntry extends defineTable("wip_entries", {
  workOrderId: reference(),
  kind: oneOf(...wipKinds),
  valueCents: cents(),
  ...caused,
}) {}

/** Value that no stock carries any more: the goods that it belongs to are gone. Above zero is a cost. */
export class CostVariance extends defineTable("cost_variances", {
  kind: oneOf("work", "price"),
  itemId: reference(),
  warehouseId: reference(),
  valueCents: cents(),
  ...caused,
}) {}

/** Goods received before their invoice (暂估): above zero what came in, below what an invoice has named. */
export class ReceiptAccrual extends defineTable("receipt_accruals", {
  receiptLineId: reference(),
  partyId: reference(),
  itemId: reference(),
  warehouseId: reference(),
  quantity: decimal(),
  valueCents: cents(),
  ...caused,
}) {}
