import { addDays, day, type Day } from "./day";
import { ONE, ZERO, type Exact } from "./exact";
import { allocateCents, type Cents } from "./money";

/** How a payment term asks for its money. All but `milestones` say it by their days and deposit rate alone. */
export const paymentTermKinds = [
  "prepaid",
  "cod",
  "deposit",
  "month_end_days",
  "on_invoice",
  "milestones",
] as const;
export type PaymentTermKind = (typeof paymentTermKinds)[number];

/** What starts a stage's days. `month_end`: the end of the month in which the charge arose. */
export const paymentTriggers = [
  "on_confirm",
  "on_ship",
  "on_accept",
  "on_invoice",
  "month_end",
  "milestone",
] as const;
export type PaymentTrigger = (typeof paymentTriggers)[number];

/** One part of what is owed: its share (0.3: 30 %) and, so many calendar days after its trigger, when it falls due. */
export interface PaymentStage {
  readonly stageNo: number;
  /** Of a stage with the trigger `milestone`: the milestone's name. Empty where the term's kind says it all. */
  readonly name: string;
  readonly shareRate: Exact;
  readonly trigger: PaymentTrigger;
  readonly days: number;
}

/** The days on which the triggers came, or are expected; what has not come is left out. */
export interface PaymentDates {
  readonly confirmedOn?: Day | null;
  readonly shippedOn?: Day | null;
  readonly acceptedOn?: Day | null;
  readonly invoicedOn?: Day | null;
  /** When the charge arose: what a statement by months goes by. */
  readonly chargedOn?: Day | null;
  /** By number of the stage. */
  readonly milestonesOn?: Readonly<Record<number, Day>>;
}

export interface ScheduledPayment {
  readonly stageNo: number;
  readonly name: string;
  readonly cents: Cents;
  readonly trigger: PaymentTrigger;
  /** Null: the trigger has not come. */
  readonly dueOn: Day | null;
}

/**
 * The stages of a term. Each kind but `milestones` implies its own: 款到发货 all at confirmation; 货到付款 all on acceptance;
 * 预付 the deposit at confirmation and the rest at shipment; 月结 all after the month's end; 见票 all on invoice. The days of
 * the term count for all but the deposit. A stage without a share is left out.
 */
export function paymentStages(term: {
  kind: PaymentTermKind;
  days: number;
  depositRate: Exact;
  stages?: readonly PaymentStage[];
}): PaymentStage[] {
  const { kind, days, depositRate } = term;
  if (kind === "milestones") return [...(term.stages ?? [])];
  if (kind !== "deposit") return [stage(1, ONE, WHOLE[kind], days)];
  const parts = [
    stage(1, depositRate, "on_confirm", 0),
    stage(2, ONE - depositRate, "on_ship", days),
  ];
  return parts
    .filter(({ shareRate }) => shareRate > ZERO)
    .map((each, at) => ({ ...each, stageNo: at + 1 }));
}

/** Whether the shares are the whole: exactly 1, none of them zero or less. */
export const sharesAreWhole = (shares: readonly Exact[]): boolean =>
  shares.every((share) => share > ZERO) && shares.reduce((sum, share) => sum + share, ZERO) === ONE;

/**
 * What is to be paid when: the amount shared over the stages of a term to the cent, the remainder in the last stage, each
 * due on its trigger's day plus its days (of `month_end`: the last day of the month of the charge plus its days).
 *
 * Sums to `inclCents` exactly. A term without stages is a RangeError unless nothing is owed.
 */
export function paymentSchedule(
  term: { stages: readonly PaymentStage[] },
  inclCents: Cents,
  dates: PaymentDates,
): ScheduledPayment[] {
  const shares = allocateCents(
    inclCents,
    term.stages.map(({ shareRate }) => shareRate),
  );
  return term.stages.map(({ stageNo, name, trigger, days }, at) => {
    const from = startOf(stageNo, trigger, dates);
    const dueOn = from === null ? null : addDays(from, days);
    return { stageNo, name, cents: shares[at]!, trigger, dueOn };
  });
}

/**
 * When goods are charged: once the customer has accepted them, where all that is due for a delivery waits for that (货到付款);
 * else when they leave. What is due before, or at a milestone, says nothing of it.
 */
export function chargedWhen(stages: readonly PaymentStage[]): "shipped" | "accepted" {
  const after = stages.filter(({ trigger }) => trigger !== "on_confirm" && trigger !== "milestone");
  const waits = after.length > 0 && after.every(({ trigger }) => trigger === "on_accept");
  return waits ? "accepted" : "shipped";
}

/** The last day of the day's month. */
export function monthEnd(of: Day): Day {
  const firstOfNext = addDays(day(`${of.slice(0, 7)}-28`), 4).slice(0, 7);
  return addDays(day(`${firstOfNext}-01`), -1);
}

const WHOLE = {
  prepaid: "on_confirm",
  cod: "on_accept",
  month_end_days: "month_end",
  on_invoice: "on_invoice",
} as const;

const stage = (
  stageNo: number,
  shareRate: Exact,
  trigger: PaymentTrigger,
  days: number,
): PaymentStage => ({ stageNo, name: "", shareRate, trigger, days });

function startOf(stageNo: number, trigger: PaymentTrigger, dates: PaymentDates): Day | null {
  switch (trigger) {
    case "on_confirm":
      return dates.confirmedOn ?? null;
    case "on_ship":
      return dates.shippedOn ?? null;
    case "on_accept":
      return dates.acceptedOn ?? null;
    case "on_invoice":
      return dates.invoicedOn ?? null;
    case "month_end":
      return dates.chargedOn ? monthEnd(dates.chargedOn) : null;
    case "milestone":
      return dates.milestonesOn?.[stageNo] ?? null;
  }
}
