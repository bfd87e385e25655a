import type { Day, Exact, WorkingCalendar } from "@quanlian/shared/domain";

/** The header of the order, locked. */
export interface OrderRow {
  id: string;
  number: string;
  state: string;
  revision: number;
  customerId: string;
  ownerId: string | null;
  departmentId: string | null;
  orderedOn: Day;
  requestedOn: Day;
  customerReference: string | null;
  pricesIncludeTax: number;
  inclCents: string;
  exclCents: string;
  taxCents: string;
  note: string | null;
}

/** A line, with the item's words for the answer and the customer's terms for the decision. */
export interface LineRow {
  id: string;
  lineNo: number;
  mode: string;
  itemId: string;
  itemCode: string;
  itemName: string;
  unit: string;
  description: string | null;
  warehouseId: string | null;
  quantity: string;
  unitId: string;
  enteredQuantity: string;
  unitFactor: string;
  unitPrice: string;
  taxRate: string;
  inclCents: string;
  exclCents: string;
  taxCents: string;
  requestedOn: Day;
  customerName: string;
  onHold: number;
  creditLimitCents: string | null;
}

export interface BalanceRow {
  receivableCents: string;
  advanceReceivedCents: string;
  committedCents: string;
}

export interface ItemRow {
  id: string;
  supplyMode: "make" | "buy";
  unitPlaces: number;
  leadTimeDays: number;
  lotMinimum: Exact;
  lotMultiple: Exact;
  lotFixed: Exact;
  homeWarehouseId: string;
}

export interface OperationRow {
  sequence: number;
  name: string;
  workCenterId: string | null;
  setupMinutes: Exact;
  runMinutesPerUnit: Exact;
}

export interface RecipeRow {
  bomVersionId: string;
  baseQuantity: Exact;
  components: { lineNo: number; itemId: string; perBase: Exact; scrapRate: Exact }[];
  operations: OperationRow[];
}

export interface Masters {
  items: Map<string, ItemRow>;
  recipes: Map<string, RecipeRow>;
  calendar: WorkingCalendar;
  minutesPerDay: Exact;
}

export interface StockRow {
  itemId: string;
  warehouseId: string;
  onHand: Exact;
  reserved: Exact;
  valueCents: string;
}

export interface OpenSupplyRow {
  id: string;
  free: Exact;
  pegged: Exact;
  /** By this plan. */
  taken: Exact;
  dueOn: Day;
}
