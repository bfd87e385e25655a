import { exact, toDecimalText, toYuanText } from "@quanlian/shared/domain";
import type { LineRecord, QuoteHead } from "./quote.queries";

export interface Difference {
  field: string;
  before: string | null;
  after: string | null;
}

export interface LineDifference {
  change: "added" | "removed" | "changed";
  lineNoBefore: number | null;
  lineNoAfter: number | null;
  name: string;
  fields: Difference[];
}

type Texts = Readonly<Record<string, string | null>>;

/** What one revision's header says differently, as texts. Nothing of cost: who compares may not see it. */
export const compareHeads = (before: QuoteHead, after: QuoteHead): Difference[] =>
  differences(headTexts(before), headTexts(after));

/**
 * What the lines say differently. Lines belong together by the key that they keep through the revisions, not by their
 * number: a line that moved has not changed.
 */
export function compareLines(
  before: readonly LineRecord[],
  after: readonly LineRecord[],
): LineDifference[] {
  const former = new Map(before.map((line) => [line.lineKey, line]));
  const kept = new Set(after.map((line) => line.lineKey));
  const found = after.flatMap((line): LineDifference[] => {
    const old = former.get(line.lineKey);
    if (!old) return [of("added", null, line, [])];
    const fields = differences(lineTexts(old), lineTexts(line));
    return fields.length === 0 ? [] : [of("changed", old, line, fields)];
  });
  const removed = before.filter((line) => !kept.has(line.lineKey));
  return [...found, ...removed.map((line) => of("removed", line, null, []))];
}

function of(
  change: LineDifference["change"],
  before: LineRecord | null,
  after: LineRecord | null,
  fields: Difference[],
): LineDifference {
  const line = (after ?? before)!;
  return {
    change,
    lineNoBefore: before?.lineNo ?? null,
    lineNoAfter: after?.lineNo ?? null,
    name: line.itemName ?? line.description ?? "",
    fields,
  };
}

function differences(before: Texts, after: Texts): Difference[] {
  return Object.keys(before).flatMap((field) =>
    before[field] === after[field]
      ? []
      : [{ field, before: before[field] ?? null, after: after[field] ?? null }],
  );
}

const headTexts = (head: QuoteHead): Texts => ({
  title: head.title,
  validUntil: head.validUntil,
  requestedOn: head.requestedOn,
  customerReference: head.customerReference,
  pricesIncludeTax: String(head.pricesIncludeTax),
  paymentTerm: head.paymentTermName,
  shipTo: head.shipTo && JSON.stringify(head.shipTo),
  terms: head.terms,
  note: head.note,
  inclYuan: toYuanText(head.inclCents),
});

const plain = (decimal: string) => toDecimalText(exact(decimal));

const lineTexts = (line: LineRecord): Texts => ({
  item: line.itemCode,
  mode: line.mode,
  description: line.description,
  unit: line.unitName,
  taxRate: plain(line.taxRate),
  deliveryDays: line.deliveryDays === null ? null : String(line.deliveryDays),
  optional: String(line.optional),
  note: line.note,
  prices: line.breaks.map((one) => `${plain(one.quantity)} × ${plain(one.netPrice)}`).join("; "),
  recipe: line.recipe && JSON.stringify(line.recipe),
  files: line.fileIds.join(","),
});
