import { boughtItems, halfMadeItems, soldItems } from "./item-tables";
import type { Row } from "./read-tables";

/** One item of the demo factory. Quantities and prices are exact decimals as text. */
export interface ItemData {
  code: string;
  name: string;
  spec: string;
  unit: string;
  /** Bought from this supplier; made here when there is none. */
  supplier: string | undefined;
  /** The warehouse where it lives: raw materials, semi-finished, finished goods. */
  home: "RM" | "SF" | "FG";
  leadTimeDays: number;
  /** 元 per unit. */
  cost: string;
  /** What customers pay per unit in 元, tax included; only of what is sold. */
  price: string | undefined;
  lotMinimum: string | undefined;
  lotMultiple: string | undefined;
  safetyStock: string | undefined;
  /** On the shelf on the first day. */
  opening: string | undefined;
  isCustom: boolean;
}

/** The shell of everything that is made to a customer's drawing. */
export const CUSTOM_ITEM = "HR-FB-900";

export const items: readonly ItemData[] = [
  ...boughtItems.map((row) => itemOf(row, "RM")),
  ...halfMadeItems.map((row) => itemOf(row, "SF")),
  ...soldItems.map((row) => itemOf(row, "FG")),
];

function itemOf(row: Row, home: ItemData["home"]): ItemData {
  const code = cell(row, "code");
  return {
    code,
    name: cell(row, "name"),
    spec: cell(row, "spec"),
    unit: row.unit ?? "pcs",
    supplier: row.supplier,
    home,
    leadTimeDays: Number(cell(row, "days")),
    cost: cell(row, "cost"),
    price: row.price,
    lotMinimum: row.minimum,
    lotMultiple: row.multiple,
    safetyStock: row.safety,
    opening: row.opening,
    isCustom: code === CUSTOM_ITEM,
  };
}

function cell(row: Row, heading: string): string {
  const text = row[heading];
  if (text === undefined) throw new Error(`${row.code}: no ${heading}`);
  return text;
}
