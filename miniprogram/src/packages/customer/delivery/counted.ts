import { isPositive, less, millionths } from "../../../format/quantity";
import type { Shipment } from "./shipment";

/** What was counted of a line, as typed. */
export interface Count {
  short: string;
  rejected: string;
  reason: string;
}

/** By line; a line that nobody touched came as it should. */
export type Counted = Record<string, Count>;

const orZero = (text: string) => (text.trim() === "" ? "0" : text.trim());

/** What is as it should be of a line; null when more is missing than was sent, or when it is no number. */
export function goodOf(quantity: string, { short, rejected }: Count): string | null {
  const rest = less(quantity, orZero(short));
  const good = rest === null ? null : less(rest, orZero(rejected));
  return good === null || good.startsWith("-") ? null : good;
}

/** The lines that are not as they should be, as the server is told; the others are accepted in full. */
export function answersOf({ lines }: Pick<Shipment, "lines">, counted: Counted) {
  return lines.flatMap(({ id }) => {
    const count = counted[id];
    if (!count) return [];
    const [short, rejected] = [orZero(count.short), orZero(count.rejected)];
    if (!isPositive(short) && !isPositive(rejected)) return [];
    return [{ lineId: id, short, rejected, reason: count.reason.trim() }];
  });
}

/** The lines that cannot be sent so: too much is missing, it is no number, or it lacks a reason. */
export function faultyLines(shipment: Pick<Shipment, "lines">, counted: Counted): string[] {
  const answered = new Map(answersOf(shipment, counted).map((each) => [each.lineId, each]));
  return shipment.lines.flatMap(({ id, quantity }) => {
    const count = counted[id];
    if (!count) return [];
    const isNumber = [count.short, count.rejected].every(
      (text) => millionths(orZero(text)) !== null,
    );
    const hasReason = answered.get(id)?.reason !== "";
    return isNumber && goodOf(quantity, count) !== null && hasReason ? [] : [id];
  });
}
