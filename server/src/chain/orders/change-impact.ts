import { createHash } from "node:crypto";
import {
  exact,
  toDecimalText,
  type Cents,
  type Day,
  type DecimalText,
} from "@quanlian/shared/domain";
import type { Id } from "../../kernel/ids";
import type { LineRecord } from "./order.queries";
import type { PaymentRecord } from "./schedule-payments";

export interface Figure<T = string> {
  before: T | null;
  after: T | null;
}

/** What a change did to the plan, as the flow tells it. Documents that it opened have no number here. */
export interface PlanImpact {
  supplies: {
    kind: "make" | "buy";
    change: "opened" | "changed" | "cancelled";
    number: string | null;
    itemId: Id;
    quantity: Figure<DecimalText>;
    dueOn: Figure<Day>;
  }[];
  reservations: { itemId: Id; quantity: Figure<DecimalText> }[];
  messages: {
    kind: "expedite" | "defer" | "cancel" | "increase" | "decrease";
    number: string | null;
    itemId: Id;
    quantity: DecimalText;
    wantedOn: Day | null;
  }[];
}

/** All that a change did, as it is kept and hashed: without the words and costs that may move by themselves. */
export interface StoredImpact extends PlanImpact {
  inclCents: { before: Cents; after: Cents };
  promisedOn: Figure<Day>;
  lines: LineImpact[];
  payments: { stageNo: number; name: string; amountCents: { before: Cents; after: Cents } }[];
}

interface LineImpact {
  lineNo: number;
  change: "added" | "changed" | "removed" | "followed";
  itemId: Id | null;
  quantity: Figure;
  requestedOn: Figure<Day>;
  promisedOn: Figure<Day>;
  reserved: Figure;
  planned: Figure;
  inclCents: { before: Cents; after: Cents };
}

/** An order at one moment, as far as a change can move it. */
export interface OrderPicture {
  inclCents: Cents;
  promisedOn: Day | null;
  lines: readonly LineRecord[];
  payments: readonly PaymentRecord[];
}

/** What is different between two moments of an order, with what the plan did in between. */
export function impactOf(
  before: OrderPicture,
  after: OrderPicture,
  plan: PlanImpact,
): StoredImpact {
  const linesBefore = new Map(before.lines.map((line) => [line.id, line]));
  const paid = new Map(before.payments.map((each) => [each.stageNo, each.amountCents]));
  return {
    inclCents: { before: before.inclCents, after: after.inclCents },
    promisedOn: { before: before.promisedOn, after: after.promisedOn },
    lines: after.lines.flatMap((line) => lineImpact(linesBefore.get(line.id), line)),
    supplies: inOrder(plan.supplies),
    reservations: inOrder(plan.reservations),
    messages: inOrder(plan.messages),
    payments: after.payments.flatMap(({ stageNo, name, amountCents }) => {
      const was = paid.get(stageNo) ?? amountCents;
      return was === amountCents
        ? []
        : [{ stageNo, name, amountCents: { before: was, after: amountCents } }];
    }),
  };
}

/** The same impact has the same hash: what a preview showed is what applying does. */
export const hashOf = (impact: StoredImpact): string =>
  createHash("sha256").update(JSON.stringify(impact)).digest("hex");

/** By what they say, for their rows come in the order of ids that are new each time. */
const inOrder = <T>(rows: readonly T[]): T[] =>
  [...rows].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));

function lineImpact(before: LineRecord | undefined, after: LineRecord): LineImpact[] {
  if (before?.state === "removed" || (before && samePlace(before, after))) return [];
  const gone = after.state === "removed";
  const was = (value: (line: LineRecord) => string | null) => (before ? value(before) : null);
  const is = (value: (line: LineRecord) => string | null) => (gone ? null : value(after));
  const figure = (value: (line: LineRecord) => string) => ({
    before: plainOrNull(was(value)),
    after: plainOrNull(is(value)),
  });
  const day = (value: (line: LineRecord) => Day | null): Figure<Day> => ({
    before: before ? value(before) : null,
    after: gone ? null : value(after),
  });
  return [
    {
      lineNo: after.lineNo,
      change: changeOf(before, after),
      itemId: after.itemId,
      quantity: figure((line) => line.quantity),
      requestedOn: day((line) => line.requestedOn),
      promisedOn: day((line) => line.promisedOn),
      reserved: figure((line) => line.reservedQuantity),
      planned: figure((line) => line.plannedQuantity),
      inclCents: {
        before: before?.inclCents ?? (0 as Cents),
        after: gone ? (0 as Cents) : after.inclCents,
      },
    },
  ];
}

/** A line that nobody edited may follow: it gets what another one gave back. */
function changeOf(before: LineRecord | undefined, after: LineRecord): LineImpact["change"] {
  if (!before) return "added";
  if (after.state === "removed") return "removed";
  const edited = EDITED.some((key) => before[key] !== after[key]);
  return edited ? "changed" : "followed";
}

const EDITED = ["quantity", "unitPrice", "requestedOn", "inclCents"] as const;
const SHOWN = [...EDITED, "state", "promisedOn", "reservedQuantity", "plannedQuantity"] as const;

const samePlace = (before: LineRecord, after: LineRecord) =>
  SHOWN.every((key) => before[key] === after[key]);

const plainOrNull = (decimal: string | null) =>
  decimal === null ? null : toDecimalText(exact(decimal));
