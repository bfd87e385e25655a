import { exact, totalLines, type LineAmounts } from "@quanlian/shared/domain";
import type { Tx } from "../../kernel/db";
import type { Id } from "../../kernel/ids";
import type { ApprovalReason } from "../../workflow";
import { judgeDraft, type JudgeableLine } from "./judge-draft";
import type { EditedLine } from "./order-change.rules";
import type { LineRecord } from "./order.queries";
import { readOrderRules } from "./order-rules";

/** The order as its lines stood, and as a change would have them. */
export interface ChangedLines {
  before: readonly LineRecord[];
  edited: readonly EditedLine[];
  added: readonly (JudgeableLine & LineAmounts)[];
}

/**
 * What a change needs somebody's agreement for, by the rules that a draft is judged by: whatever it makes worse than the order
 * was. What the order already had agreement for, and the change leaves alone, asks nobody again.
 */
export async function judgeChange(
  tx: Tx,
  order: { customerId: Id; pricesIncludeTax: boolean },
  changed: ChangedLines,
): Promise<ApprovalReason[]> {
  const rules = await readOrderRules(tx.books);
  if (Object.values(rules).every((rule) => rule === null)) return [];
  const before = changed.before.filter(({ state }) => state === "open").map(asJudged);
  const after = [...standing(changed), ...changed.added];
  const judge = (lines: readonly (JudgeableLine & LineAmounts)[]) =>
    judgeDraft(tx, { ...order, inclCents: totalLines(lines).inclCents }, lines);
  const [was, is] = [await judge(before), await judge(after)];
  const repriced = await judge(after.filter((line) => isNewPrice(before, line)));
  return is.flatMap((reason) => {
    if (reason.code === "order_discount")
      return repriced.filter(({ code }) => code === "order_discount");
    const isWorse =
      reason.code === "order_amount"
        ? totalLines(after).inclCents > totalLines(before).inclCents
        : isThinner(
            was.find(({ code }) => code === reason.code),
            reason,
          );
    return isWorse ? [reason] : [];
  });
}

const standing = ({ before, edited }: ChangedLines) => {
  const byId = new Map(edited.map((line) => [line.id, line]));
  return before
    .filter(({ id, state }) => state === "open" && byId.get(id)?.state !== "removed")
    .map((line) => ({ ...asJudged(line), ...byId.get(line.id) }));
};

const asJudged = (line: LineRecord) => ({
  ...{ lineNo: line.lineNo, itemId: line.itemId, unitId: line.unitId },
  ...{ quantity: exact(line.quantity), enteredQuantity: exact(line.enteredQuantity) },
  ...{ unitPrice: exact(line.unitPrice), taxRate: exact(line.taxRate) },
  ...amountsOf(line),
});

const amountsOf = ({ inclCents, exclCents, taxCents }: LineAmounts) => ({
  ...{ inclCents, exclCents, taxCents },
});

const isNewPrice = (before: readonly JudgeableLine[], line: JudgeableLine) =>
  before.find(({ lineNo }) => lineNo === line.lineNo)?.unitPrice !== line.unitPrice;

const isThinner = (was: ApprovalReason | undefined, is: ApprovalReason) =>
  !was || exact(String(is.facts.marginRate)) < exact(String(was.facts.marginRate));
