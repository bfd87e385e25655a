export {
  type DecimalText,
  type Exact,
  ceilToMultiple,
  ceilToPlaces,
  dividedBy,
  exact,
  exactFromInteger,
  isExactText,
  max,
  min,
  ONE,
  sum,
  times,
  timesRatio,
  toDecimalText,
  ZERO,
} from "./exact";
export {
  type Cents,
  type TaxSplit,
  allocateCents,
  amountOf,
  cents,
  centsFromYuanText,
  negateCents,
  splitTax,
  sumCents,
  toYuanText,
} from "./money";
export {
  type Day,
  addDays,
  compareDays,
  day,
  dayIn,
  daysBetween,
  isDay,
  startOfDay,
  weekdayOf,
} from "./day";
export { divideAwayFromZero, divideHalfUp } from "./rounding";
export {
  clockMinutes,
  faultyBreaks,
  overlappingShifts,
  type Shift,
  shiftLength,
  shiftMinutes,
  type WeekdayShift,
} from "./shift";
export { amountInWords } from "./amount-in-words";
export { creditCodeRegion, isCreditCode } from "./credit-code";
export { normalisePhone } from "./phone";
export { companyKey, companyNames } from "./company-name";
export { provinceNames, provinceOf, type Whereabouts } from "./province";
export {
  type WorkingCalendar,
  addWorkingDays,
  isWorkingDay,
  subtractWorkingDays,
  workingDaysBetween,
} from "./working-calendar";
export {
  type Arrow,
  type ArrowOwner,
  type ArrowShape,
  type ChainFact,
  type ChainLink,
  arrowOwners,
  arrows,
  chainLinks,
} from "./chain";
export {
  type PaymentDates,
  type PaymentStage,
  type PaymentTermKind,
  type PaymentTrigger,
  type ScheduledPayment,
  monthEnd,
  paymentSchedule,
  paymentStages,
  paymentTermKinds,
  paymentTriggers,
  sharesAreWhole,
  chargedWhen,
} from "./payment-schedule";
export { type LineAmounts, priceLine, totalLines } from "./line-amounts";
