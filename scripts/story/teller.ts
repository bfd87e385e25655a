/** What a figure is called in the JSON line, and for people. */
const factNames = {
  functions: "功能 functions",
  staff: "员工 staff",
  items: "物料 items",
  boms: "BOM",
  customers: "客户 customers",
  suppliers: "供应商 suppliers",
  stockLines: "库存行 stock lines",
  amountYuan: "金额 amount 元",
  taxYuan: "其中税 tax 元",
  components: "组件 components",
  operations: "工序 operations",
  workOrders: "工单 work orders",
  requisitionLines: "请购行 requisition lines",
  reservations: "库存预留 reservations",
  pegs: "挂接 pegs",
  promisedOn: "承诺交期 promised",
  demands: "需求 demands",
  supplies: "供应 supplies",
  orders: "订单 orders",
  actsFor: "代表 acts for",
  itemsHeld: "被预留的物料 items held",
  offered: "供应商提出 offered",
  lines: "行 lines",
  listLines: "清单行 lines of the list",
  parts: "零件 parts",
  quantityIn: "清单数量合计 quantity in",
  quantityOut: "BOM 数量合计 quantity out",
  touches: "触点 touches",
  changedLines: "变动行 changed lines",
  creditCents: "扣款 credit 分",
  closingYuan: "期末 closing 元",
  gapYuan: "差额 gap 元",
  checks: "检查 checks",
  faults: "差错 faults",
} as const;

export type FactName = keyof typeof factNames;

/** What a step has to show beside having happened. */
export interface Telling {
  /** The document that the step is about. */
  document(number: string): void;
  /** A figure worth remembering: a number of documents, a date. */
  fact(name: FactName, value: string | number): void;
  /** Lines of detail, such as signed sums. */
  line(...texts: string[]): void;
}

/** Tells a story step by step, as text for people or as a JSON line per step. */
export interface Teller {
  step<T>(title: string, work: (telling: Telling) => Promise<T>): Promise<T>;
  /** Steps told so far. */
  readonly steps: number;
}

interface Told {
  step: number;
  title: string;
  document: string | null;
  facts: Partial<Record<FactName, string | number>>;
  lines: string[];
  ms: number;
  ok: boolean;
}

/** @param write gets each line, without its end */
export function createTeller(json: boolean, write: (line: string) => void): Teller {
  let steps = 0;
  return {
    get steps() {
      return steps;
    },
    async step(title, work) {
      steps += 1;
      const told: Told = {
        step: steps,
        title,
        document: null,
        facts: {},
        lines: [],
        ms: 0,
        ok: false,
      };
      const startedAt = performance.now();
      try {
        const result = await work({
          document: (number) => (told.document = number),
          fact: (name, value) => (told.facts[name] = value),
          line: (...texts) => told.lines.push(...texts),
        });
        told.ok = true;
        return result;
      } finally {
        told.ms = Math.round(performance.now() - startedAt);
        write(json ? JSON.stringify(told) : readable(told));
      }
    },
  };
}

function readable({ step, title, document, facts, lines, ms, ok }: Told): string {
  const head = `${String(step).padStart(2)}  ${ok ? "✓" : "✗"} ${title}${document ? `  ${document}` : ""}  (${ms} ms)`;
  const named = (Object.keys(facts) as FactName[]).map(
    (name) => `${factNames[name]} ${facts[name]}`,
  );
  const summary = named.length > 0 ? [`      ${named.join(" · ")}`] : [];
  return [head, ...summary, ...lines.map((text) => `      ${text}`)].join("\n");
}

/** The story does not hold: what was expected to be so is not. */
export class StoryBroken extends Error {
  constructor(expectation: string, found?: unknown) {
    super(found === undefined ? expectation : `${expectation}; found ${JSON.stringify(found)}`);
    this.name = "StoryBroken";
  }
}

/** Ends the story unless the expectation holds. */
export function expectThat(holds: boolean, expectation: string, found?: unknown): asserts holds {
  if (!holds) throw new StoryBroken(expectation, found);
}
