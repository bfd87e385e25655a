import { type Day, daysBetween, exactFromInteger } from "@quanlian/shared/domain";
import type { LeadDays } from "./plan.types";
import { type PlanDays, laterOf, totalLeadDays } from "./schedule.rules";
import { type Why, type WhyPart, type WhySource, whySum } from "./why.rules";

/** A day as a sum of calendar days: `total` lies between `from` and `to`. */
export interface WhyDate extends Why {
  readonly from: Day;
  readonly to: Day;
  /** What decides the day, to be asked why in turn; null when nothing has to be waited for. */
  readonly critical: WhySource | null;
}

/** Figures of a supply that its due day follows from. */
export interface WhySupplyDate {
  readonly neededOn: Day;
  readonly dueOn: Day;
  readonly readyOn: Day;
  readonly leadDays: LeadDays;
  readonly criticalDemandId: string | null;
}

/**
 * Why a supply is due when it is: waiting for its last component + lead time + routing + days on
 * which nobody works + waiting until it is needed.
 *
 * `days.today` is the day on which it was planned. A due day that has been moved since, by a
 * supplier or a planner, shows as its own term and may be negative.
 */
export function whySupplyDate(days: PlanDays, supply: WhySupplyDate): WhyDate {
  const { neededOn, readyOn, dueOn, leadDays, criticalDemandId } = supply;
  const from = days.today;
  const lead = totalLeadDays(leadDays);
  const earliest = days.after(readyOn, lead);
  const planned = laterOf(neededOn, earliest);
  const critical = criticalDemandId === null ? null : { type: "demand", id: criticalDemandId };
  const parts: WhyPart[] = [
    part("why.component_ready", daysBetween(from, readyOn), critical ?? undefined),
    part("why.lead_time", leadDays.fixedDays),
    part("why.routing", leadDays.routingDays),
    part("why.non_working", daysBetween(readyOn, earliest) - lead),
    part("why.waiting_until_needed", daysBetween(earliest, planned)),
    part("why.moved", daysBetween(planned, dueOn)),
  ];
  return dateSum({ from, to: dueOn, critical }, parts);
}

/** Figures of a demand that its availability follows from. */
export interface WhyDemandDate {
  readonly neededOn: Day;
  readonly availableOn: Day | null;
  readonly criticalSupplyId: string | null;
}

/**
 * Why a demand is available when it is: the days until it is needed, and how much later (or
 * earlier, negative) its last part is there. Null while something is uncovered.
 */
export function whyDemandDate(today: Day, demand: WhyDemandDate): WhyDate | null {
  const { neededOn, availableOn, criticalSupplyId } = demand;
  if (availableOn === null) return null;
  const critical = criticalSupplyId === null ? null : { type: "supply", id: criticalSupplyId };
  const apart = daysBetween(neededOn, availableOn);
  const parts = [
    part("why.needed", daysBetween(today, neededOn)),
    part(apart > 0 ? "why.late" : "why.early", apart, critical ?? undefined),
  ];
  return dateSum({ from: today, to: availableOn, critical }, parts);
}

function part(label: string, days: number, source?: WhySource): WhyPart {
  return { label, quantity: exactFromInteger(days), source };
}

function dateSum(span: Omit<WhyDate, keyof Why>, parts: readonly WhyPart[]): WhyDate {
  return { ...span, ...whySum(exactFromInteger(daysBetween(span.from, span.to)), parts) };
}
