import {
  exact,
  sharesAreWhole,
  sum,
  toDecimalText,
  type PaymentTrigger,
} from "@quanlian/shared/domain";
import { insertRows, refusingDuplicates, type Tx } from "../../kernel/db";
import {
  byCode,
  codeKey,
  codesIn,
  defineImport,
  importColumn,
  type CheckedRow,
  type ImportFault,
} from "../../kernel/exchange";
import type { Id } from "../../kernel/ids";
import { PaymentTerm, PaymentTermStage } from "./payment-term.model";

const MOST_DAYS = 3_650;
const MOST_STAGES = 24;

const columns = {
  code: importColumn.text({ headings: ["付款条件编码", "Term code"], required: true, max: 64 }),
  name: importColumn.text({ headings: ["付款条件名称", "Term name"], required: true, max: 128 }),
  stage: importColumn.text({ headings: ["阶段名称", "Stage"], required: true, max: 64 }),
  share: importColumn.rate({ headings: ["付款比例", "Share"], required: true }),
  trigger: importColumn.word({
    headings: ["起算点", "Due from"],
    required: true,
    words: {
      on_confirm: ["订单确认", "Confirmation"],
      on_ship: ["发货", "Shipment"],
      on_accept: ["验收", "Acceptance"],
      on_invoice: ["开票", "Invoice"],
      month_end: ["发货月末", "Month end"],
      milestone: ["里程碑", "Milestone"],
    },
  }),
  days: importColumn.integer({ headings: ["账期天数", "Days"], required: false }),
};

type Columns = typeof columns;

interface Stage {
  name: string;
  shareRate: string;
  dueTrigger: PaymentTrigger;
  days: number;
}

interface Term {
  id: Id;
  code: string;
  name: string;
  stages: Stage[];
}

/** When and how parties pay, one row per stage; the stages of a term are the whole. A term that is there is never changed. */
export const paymentTermImport = defineImport<Columns, Term[]>({
  name: "paymentTerms.import",
  columns,
  mostRows: 1_000,
  brings: { kind: "payment_term", column: "code" },
  examples: [
    { code: "示例-3070", name: "三七付款", stage: "定金", share: "30%", trigger: "订单确认" },
    {
      code: "示例-3070",
      name: "三七付款",
      stage: "尾款",
      share: "70%",
      trigger: "发货",
      days: "30",
    },
  ],
  async check(tx, rows) {
    const known = await readTerms(tx, rows);
    return [...rows.flatMap(daysFault), ...termFaults(rows, known)];
  },
  async plan(tx, rows) {
    const known = await readTerms(tx, rows);
    const terms = [...stagesByTerm(rows).values()].map(({ first, stages }) => ({
      ...{ id: tx.newId(), code: first.values.code!, name: first.values.name!, stages },
    }));
    const work = terms.filter(({ code }) => !known.has(codeKey(code)));
    const unchangedCount = terms.length - work.length;
    return { createdCount: work.length, changedCount: 0, unchangedCount, work };
  },
  write: writeTerms,
});

function daysFault({ row, values: { days } }: CheckedRow<Columns>): ImportFault<Columns>[] {
  if (days == null || (days >= 0 && days <= MOST_DAYS)) return [];
  const facts = { minimum: 0, maximum: MOST_DAYS };
  return [{ row, column: "days", code: "import.range", facts }];
}

/** The rows of each term whose cells are all sound, in their order. */
function stagesByTerm(rows: readonly CheckedRow<Columns>[]) {
  const terms = new Map<string, { first: CheckedRow<Columns>; whole: boolean; stages: Stage[] }>();
  for (const row of rows) {
    const { code, stage, share, trigger, days } = row.values;
    if (code === undefined) continue;
    const term = terms.get(codeKey(code)) ?? { first: row, whole: true, stages: [] };
    terms.set(codeKey(code), term);
    const isSound = stage !== undefined && share !== undefined && trigger !== undefined;
    if (isSound)
      term.stages.push({ name: stage, shareRate: share, dueTrigger: trigger, days: days ?? 0 });
    else term.whole = false;
  }
  return terms;
}

/** Terms whose shares are not the whole, and those that are there with other stages. */
function termFaults(
  rows: readonly CheckedRow<Columns>[],
  known: ReadonlyMap<string, Term>,
): ImportFault<Columns>[] {
  return [...stagesByTerm(rows)].flatMap(
    ([key, { first, whole, stages }]): ImportFault<Columns>[] => {
      const { row } = first;
      if (!whole) return [];
      if (stages.length > MOST_STAGES) {
        const facts = { count: stages.length, maximum: MOST_STAGES };
        return [{ row, column: "stage", code: "import.too_many_rows", facts }];
      }
      const shares = stages.map(({ shareRate }) => exact(shareRate));
      if (!sharesAreWhole(shares)) {
        const facts = { total: toDecimalText(sum(shares)) };
        return [{ row, column: "share", code: "issue.shares_not_whole", facts }];
      }
      const there = known.get(key);
      if (!there || sameStages(there.stages, stages)) return [];
      const facts = { value: there.code };
      return [{ row, column: "code", code: "import.taken", facts }];
    },
  );
}

const sameStages = (a: readonly Stage[], b: readonly Stage[]): boolean =>
  a.length === b.length &&
  a.every((stage, at) => {
    const other = b[at]!;
    return (
      stage.name === other.name &&
      stage.dueTrigger === other.dueTrigger &&
      stage.days === other.days &&
      exact(stage.shareRate) === exact(other.shareRate)
    );
  });

async function readTerms(tx: Tx, rows: readonly CheckedRow<Columns>[]): Promise<Map<string, Term>> {
  const terms = await tx.rows<Omit<Term, "stages">>(
    `SELECT t.id, t.code, t.name FROM payment_terms t
     WHERE t.tenant_id = :tenant AND t.code IN :codes ORDER BY t.id FOR UPDATE`,
    { codes: codesIn(rows, "code") },
  );
  const stages = await tx.rows<Stage & { termId: Id }>(
    `SELECT s.payment_term_id AS termId, s.name, s.share_rate AS shareRate, s.due_trigger AS dueTrigger, s.days
     FROM payment_term_stages s WHERE s.tenant_id = :tenant AND s.payment_term_id IN :ids ORDER BY s.stage_no`,
    { ids: terms.map(({ id }) => id) },
  );
  return byCode(
    terms.map((term) => ({ ...term, stages: stages.filter(({ termId }) => termId === term.id) })),
  );
}

async function writeTerms(tx: Tx, terms: readonly Term[]): Promise<void> {
  const kind = "milestones" as const;
  await refusingDuplicates({ uq_payment_terms_code: "code" }, () =>
    insertRows(
      tx,
      PaymentTerm,
      terms.map(({ id, code, name }) => ({ id, code, name, kind, days: 0, depositRate: "0" })),
    ),
  );
  await insertRows(
    tx,
    PaymentTermStage,
    terms.flatMap(({ id, stages }) =>
      stages.map((stage, at) => ({ ...stage, paymentTermId: id, stageNo: at + 1 })),
    ),
  );
  for (const { id, ...after } of terms)
    tx.record({ type: "paymentTerm", id, number: after.code, before: null, after });
}
