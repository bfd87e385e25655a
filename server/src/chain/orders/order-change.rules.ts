import type { OrderEdit } from "@quanlian/shared/contract";
import { exact, times, type Day, type Exact } from "@quanlian/shared/domain";
import type { Id } from "../../kernel/ids";
import { priceLine, type LineAmounts } from "./order.rules";

/** What an edit may change of a line, and what its amounts follow from. */
export interface EditableLine extends LineAmounts {
  id: Id;
  lineNo: number;
  state: string;
  enteredQuantity: string;
  unitFactor: string;
  unitPrice: string;
  taxRate: string;
  requestedOn: Day;
}

/** A line as it is to stand. */
export interface EditedLine extends LineAmounts {
  id: Id;
  state: "open" | "removed";
  quantity: Exact;
  enteredQuantity: Exact;
  unitPrice: Exact;
  requestedOn: Day;
}

/** Lines that edits name and the order does not have, or not any more: the number of the edit, from 0. */
export function unknownLines(
  lines: readonly EditableLine[],
  edits: readonly OrderEdit[],
): { at: number; lineId: Id }[] {
  const open = new Set(lines.filter((line) => line.state === "open").map((line) => line.id));
  return edits.flatMap((edit, at) =>
    edit.kind === "add" || open.has(edit.lineId) ? [] : [{ at, lineId: edit.lineId }],
  );
}

/**
 * The lines that edits change or take out, with their amounts computed again where quantity or price is another. Several
 * edits of one line come one after the other.
 */
export function editLines(
  lines: readonly EditableLine[],
  edits: readonly OrderEdit[],
  pricesIncludeTax: boolean,
): EditedLine[] {
  const standing = new Map(lines.map((line) => [line.id, asEdited(line)]));
  const touched = new Map<Id, EditedLine>();
  for (const edit of edits) {
    if (edit.kind === "add") continue;
    const line = lines.find((each) => each.id === edit.lineId)!;
    const own = touched.get(edit.lineId) ?? standing.get(edit.lineId)!;
    touched.set(
      edit.lineId,
      edit.kind === "remove"
        ? { ...own, state: "removed" }
        : { ...own, ...edited(line, own, edit, pricesIncludeTax) },
    );
  }
  return [...touched.values()];
}

function edited(
  line: EditableLine,
  own: EditedLine,
  edit: Extract<OrderEdit, { kind: "edit" }>,
  pricesIncludeTax: boolean,
): Partial<EditedLine> {
  const enteredQuantity = edit.quantity === undefined ? own.enteredQuantity : exact(edit.quantity);
  const unitPrice = edit.unitPrice === undefined ? own.unitPrice : exact(edit.unitPrice);
  return {
    enteredQuantity,
    unitPrice,
    quantity: times(enteredQuantity, exact(line.unitFactor)),
    requestedOn: (edit.requestedOn ?? own.requestedOn) as Day,
    ...priceLine(enteredQuantity, unitPrice, exact(line.taxRate), pricesIncludeTax),
  };
}

const asEdited = (line: EditableLine): EditedLine => ({
  id: line.id,
  state: "open",
  enteredQuantity: exact(line.enteredQuantity),
  quantity: times(exact(line.enteredQuantity), exact(line.unitFactor)),
  unitPrice: exact(line.unitPrice),
  requestedOn: line.requestedOn,
  inclCents: line.inclCents,
  exclCents: line.exclCents,
  taxCents: line.taxCents,
});
