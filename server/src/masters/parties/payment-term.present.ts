import type { PaymentTerm } from "@quanlian/shared/contract";
import { toDecimalText } from "@quanlian/shared/domain";
import type { PaymentTermRecord } from "./payment-term.queries";

export const presentTerm = (record: PaymentTermRecord): PaymentTerm => ({
  ...record,
  depositRate: toDecimalText(record.depositRate),
  stages: record.stages.map((stage) => ({ ...stage, shareRate: toDecimalText(stage.shareRate) })),
});
