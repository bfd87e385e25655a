import {
  cents,
  paymentSchedule,
  type Cents,
  type Day,
  type PaymentStage,
} from "@quanlian/shared/domain";

/** What falls due of a document on one day. */
export interface Due {
  number: string;
  dueOn: Day;
  amountCents: Cents;
}

/**
 * What falls due when of a document that is charged on a day: the stages of its term, those of one day together. What waits for
 * a later event counts from the day of the charge, for nobody knows it yet. Without a term all is due at once. Sums to the
 * amount; the first is due first.
 */
export function duesOf(
  number: string,
  amountCents: Cents,
  chargedOn: Day,
  stages: readonly PaymentStage[] | null,
): Due[] {
  const byDay = new Map<Day, number>();
  if (stages === null || stages.length === 0) byDay.set(chargedOn, amountCents);
  else {
    const milestonesOn = Object.fromEntries(stages.map(({ stageNo }) => [stageNo, chargedOn]));
    const dates = {
      ...{ confirmedOn: chargedOn, shippedOn: chargedOn, acceptedOn: chargedOn },
      ...{ invoicedOn: chargedOn, chargedOn, milestonesOn },
    };
    for (const { cents: part, dueOn } of paymentSchedule({ stages }, amountCents, dates))
      byDay.set(dueOn!, (byDay.get(dueOn!) ?? 0) + part);
  }
  const dues = [...byDay].filter(([, part]) => part !== 0).sort(([a], [b]) => (a < b ? -1 : 1));
  return dues.map(([dueOn, part], at) => ({
    ...{ dueOn, amountCents: cents(part) },
    number: dues.length === 1 ? number : `${number}-${at + 1}`,
  }));
}
