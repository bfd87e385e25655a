import { cents, toYuanText, type Cents } from "@quanlian/shared/domain";
import type { Faults } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import type { HeldItem } from "./open-items";

/** So much of one item may be written off at once: the odd fen and yuan that nobody will ever pay. */
export const LARGEST_WRITE_OFF_CENTS = cents(1_000);

export interface WantedLine {
  fromItemId?: Id | undefined;
  toItemId: Id;
  amountCents: number;
}

/**
 * Whether one item may settle another: a credit a charge of its own side, or charges of the two sides each other (offset,
 * 对冲: the party is customer and supplier).
 */
export function maySettle(from: HeldItem, to: HeldItem): boolean {
  if (from.side !== to.side) return from.direction === "charge" && to.direction === "charge";
  return from.direction === "credit" && to.direction === "charge";
}

/** What is wrong with the lines, all of it. `items` are those of the party; an id that is not among them is unknown. */
export function checkLines(
  faults: Faults,
  items: ReadonlyMap<Id, HeldItem>,
  lines: readonly WantedLine[],
  writeOff: { allowed: boolean; reason: string },
): void {
  lines.forEach((line, at) => {
    const path = (field: string) => ["lines", at, field];
    const to = items.get(line.toItemId);
    if (!to) faults.unknown(path("toItemId"), line.toItemId);
    if (line.fromItemId === undefined) {
      checkWriteOff(faults, at, to, line, writeOff);
      return;
    }
    const from = items.get(line.fromItemId);
    if (!from) faults.unknown(path("fromItemId"), line.fromItemId);
    if (from && to && !maySettle(from, to)) {
      const facts = { from: from.number, to: to.number };
      faults.add(path("fromItemId"), "issue.allocation_pair", facts);
    }
  });
  checkOpen(faults, items, lines);
}

function checkWriteOff(
  faults: Faults,
  at: number,
  to: HeldItem | undefined,
  { amountCents }: WantedLine,
  { allowed, reason }: { allowed: boolean; reason: string },
): void {
  if (!allowed) faults.add(["lines", at, "fromItemId"], "issue.write_off_forbidden");
  if (reason === "") faults.add(["reason"], "issue.write_off_reason");
  if (amountCents > LARGEST_WRITE_OFF_CENTS) {
    faults.add(["lines", at, "amountCents"], "issue.write_off_limit", {
      number: to?.number ?? "",
      limitYuan: toYuanText(LARGEST_WRITE_OFF_CENTS),
    });
  }
}

/** Several lines may use one item: together no more than is open of it. The line that goes beyond is named. */
function checkOpen(
  faults: Faults,
  items: ReadonlyMap<Id, HeldItem>,
  lines: readonly WantedLine[],
): void {
  const used = new Map<Id, number>();
  lines.forEach(({ fromItemId, toItemId, amountCents }, at) => {
    for (const id of [fromItemId, toItemId]) {
      const item = id === undefined ? undefined : items.get(id);
      if (!item) continue;
      const sum = (used.get(item.id) ?? 0) + amountCents;
      used.set(item.id, sum);
      if (sum <= item.openCents) continue;
      faults.add(["lines", at, "amountCents"], "issue.allocation_over_open", {
        number: item.number,
        openYuan: toYuanText(item.openCents),
        usedYuan: yuan(sum),
      });
    }
  });
}

const yuan = (sum: number) => toYuanText(cents(sum) satisfies Cents);
