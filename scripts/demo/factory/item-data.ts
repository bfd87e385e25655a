/** One item of the demo factory, as it is typed in. Quantities and prices are exact decimals as text. */
export interface ItemData {
  code: string;
  name: string;
  spec: string;
  unit: "pcs" | "kg" | "m";
  /** Bought from this supplier, or made here when there is none. */
  supplier?: string;
  /** Where it lives: raw materials, semi-finished, finished goods. */
  home: "RM" | "SF" | "FG";
  leadTimeDays: number;
  /** 元 per unit. */
  cost: string;
  /** What customers pay per unit, in 元, tax included; only of what is sold. */
  price?: string;
  lotMinimum?: string;
  lotMultiple?: string;
  lotFixed?: string;
  safetyStock?: string;
  /** On the shelf on the first day. */
  opening?: string;
  isCustom?: boolean;
  /** What one piece is made of: code, quantity, scrap rate. */
  parts?: readonly (readonly [string, string, string?])[];
  /** How it is made: name, work center, minutes to set up, minutes for each. */
  routing?: readonly (readonly [string, WorkCenterCode, string, string])[];
}

export type WorkCenterCode = "CUT" | "BEND" | "STAMP" | "CNC" | "WELD" | "SURF" | "ASSY";
