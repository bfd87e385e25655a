import type { Explanation } from "@quanlian/shared/contract";
import { expectThat } from "./teller";
import { sumOf } from "./books";

type Demand = Explanation["demands"][number];
type Supply = Explanation["supplies"][number];
type Sum = Demand["quantity"];
type Term = Sum["terms"][number];

/** A figure as its signed parts: `18 = 28 需求 − 10 预留库存`. */
export const sumText = ({ total, terms }: Sum): string =>
  `${total} = ${terms.map((term, at) => termText(term, at === 0)).join(" ")}`;

function termText({ text, quantity, source }: Term, isFirst: boolean): string {
  const negative = quantity.startsWith("-");
  const sign = negative ? "− " : isFirst ? "" : "+ ";
  const from = source?.number ? ` ${source.number}` : "";
  return `${sign}${negative ? quantity.slice(1) : quantity} ${text}${from}`;
}

/** A day as the sum that led to it: `2026-12-24 = 2026-11-24 + 23 等待最后一个组件(天) + …`. */
function dayText({ from, to, terms }: Supply["due"]): string {
  const parts = terms.filter((term) => term.quantity !== "0").map((term) => termText(term, false));
  return [`${to} = ${from}`, ...parts].join(" ");
}

/** Two lines: why so many are needed, and where they come from. */
export const demandLines = (demand: Demand): string[] => [
  `${demand.itemCode} ${demand.itemName} 需求: ${sumText(demand.quantity)}`,
  `${" ".repeat(4)}覆盖: 未覆盖 ${sumText(demand.cover)}`,
];

/** Two lines: why so many are made or bought, and why they come on that day. */
export const supplyLines = (supply: Supply): string[] => [
  `${supply.number} ${supply.itemCode} ${supply.itemName} 数量: ${sumText(supply.quantity)}`,
  `${" ".repeat(4)}交期: ${dayText(supply.due)}`,
];

/** Everything that planning opened or held for an order, counted from its explanation. */
export function countPlan({ demands, supplies }: Explanation) {
  const covers = demands.flatMap((demand) => demand.cover.terms);
  const withLabel = (label: string) => covers.filter((term) => term.label === label).length;
  return {
    workOrders: supplies.filter((supply) => supply.kind === "make").length,
    requisitionLines: supplies.filter((supply) => supply.kind === "buy").length,
    reservations: withLabel("why.stock_reserved"),
    pegs: withLabel("why.pegged_open_supply"),
  };
}

/** Every figure must come to the sum of its parts, and every demand must be covered. */
export function expectSums({ demands, supplies }: Explanation): void {
  const sums = [
    ...demands.flatMap((demand) => [demand.quantity, demand.cover, demand.available ?? []].flat()),
    ...supplies.flatMap((supply) => [supply.quantity, supply.due]),
  ];
  for (const { total, terms } of sums) {
    const added = sumOf(terms.map((term) => term.quantity));
    expectThat(added === sumOf([total]), `the parts of ${total} add up`, added);
  }
  for (const demand of demands) {
    expectThat(demand.cover.total === "0", `${demand.itemCode} is covered`, demand.cover.total);
  }
}
