import { periodsContract } from "@quanlian/shared/contract";
import { listHandlers } from "../../kernel/exchange";
import { implement } from "../../kernel/http";
import { closePeriod } from "./close-period";
import { checkPeriod } from "./period.checks";
import { listPeriods } from "./period.queries";
import { periodValueResource } from "./period.resource";
import { monthOf } from "./period.rules";
import { reopenPeriod } from "./reopen-period";

export const periodsOperations = implement(periodsContract, {
  ...listHandlers(periodValueResource),
  "periods.list": listPeriods,
  "periods.check": async (ctx, { month }) => ({ checks: await checkPeriod(ctx, monthOf(month)) }),
  "periods.close": closePeriod,
  "periods.reopen": reopenPeriod,
});
