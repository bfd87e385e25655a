import { z } from "zod";
import * as shape from "./primitives";

export const supplyModes = ["make", "buy"] as const;
export type SupplyMode = (typeof supplyModes)[number];
export const itemKinds = ["goods", "service"] as const;
export type ItemKind = (typeof itemKinds)[number];
export const trackings = ["none", "lot", "serial"] as const;
export type Tracking = (typeof trackings)[number];
export const inspectionPoints = ["none", "first_article", "in_process", "final"] as const;
export type InspectionPoint = (typeof inspectionPoints)[number];
export const bomStateNames = ["draft", "released", "retired"] as const;
export type BomState = (typeof bomStateNames)[number];

export const unit = z.object({
  id: shape.id,
  code: z.string(),
  name: z.string(),
  places: z.number(),
});
export type Unit = z.output<typeof unit>;

export const item = z.object({
  id: shape.id,
  code: z.string(),
  name: z.string(),
  spec: z.string(),
  unitCode: z.string(),
  unitPlaces: z.number(),
  supplyMode: z.enum(supplyModes),
  isCustom: z.boolean(),
  active: z.boolean(),
  /** 元 per unit; null only where hidden from the actor. */
  standardCostPrice: z.string().nullable(),
  revision: z.number(),

  unitId: shape.id,
  leadTimeDays: z.number(),
  lotMinimum: z.string(),
  lotMultiple: z.string(),
  lotFixed: z.string(),
  safetyStock: z.string(),
  /** Null: the default warehouse. */
  homeWarehouseId: shape.id.nullable(),
  defaultSupplierId: shape.id.nullable(),
  kind: z.enum(itemKinds),
  tracking: z.enum(trackings),
  shelfLifeDays: z.number().nullable(),
  /** The unit of the second quantity that its stock carries; null: it carries none. */
  catchUnitId: shape.id.nullable(),
  catchUnitCode: z.string().nullable(),
  isPhantom: z.boolean(),
  /** As a component it is taken from stock by itself, when goods are finished. */
  backflush: z.boolean(),
  /** So much more than ordered may come of it, and so much less is enough: 0.05 is 5 %. */
  overReceiptRate: z.string(),
  underReceiptRate: z.string(),
  /** What comes of it is looked at before it can be used. */
  inspectIncoming: z.boolean(),
  /** The alternative of its bill of materials that plans follow. */
  defaultAlternative: z.string(),
  custom: z.record(z.string(), z.unknown()).nullable(),
  createdAt: z.string(),
  updatedAt: z.string(),
  /** Fields that are null only because this actor may not see them. */
  masked: z.array(z.string()),
  actions: shape.actions,
});
export type Item = z.output<typeof item>;

/** The units in which an item is counted beside its own. */
export const itemUnits = z.object({
  itemId: shape.id,
  /** The item's: its units are part of it. */
  revision: z.number(),
  baseUnit: unit,
  rows: z.array(
    unit.extend({
      /** One of this unit is so many of the item's own. */
      factor: z.string(),
    }),
  ),
  actions: shape.actions,
});
export type ItemUnits = z.output<typeof itemUnits>;

/** An item as another record names it. */
export const itemName = z.object({
  id: shape.id,
  code: z.string(),
  name: z.string(),
  unitCode: z.string(),
});

export const bomRow = z.object({
  id: shape.id,
  itemId: shape.id,
  version: z.number(),
  alternative: z.string(),
  /** Whether plans follow this alternative. */
  isDefault: z.boolean(),
  state: z.enum(bomStateNames),
  effectiveFrom: z.string().nullable(),
  effectiveTo: z.string().nullable(),
  baseQuantity: z.string(),
  note: z.string(),
  revision: z.number(),
});
export type BomRow = z.output<typeof bomRow>;

export const bomComponent = z.object({
  lineNo: z.number(),
  item: itemName,
  perBase: z.string(),
  scrapRate: z.string(),
  note: z.string(),
  /** By priority, the first tried first. */
  substitutes: z.array(z.object({ item: itemName, ratio: z.string() })),
});
export const bomByProduct = z.object({
  lineNo: z.number(),
  item: itemName,
  perBase: z.string(),
  costShare: z.string(),
});
export const routingOperation = z.object({
  sequence: z.number(),
  name: z.string(),
  workCenterId: shape.id.nullable(),
  setupMinutes: z.string(),
  runMinutesPerUnit: z.string(),
  inspectionPoint: z.enum(inspectionPoints),
  subcontracted: z.boolean(),
  supplierId: shape.id.nullable(),
  /** 元 per unit; null where hidden from the actor. */
  pieceRate: z.string().nullable(),
  subcontractPrice: z.string().nullable(),
});

export const bom = bomRow.extend({
  item: itemName,
  components: z.array(bomComponent),
  operations: z.array(routingOperation),
  byProducts: z.array(bomByProduct),
  createdAt: z.string(),
  updatedAt: z.string(),
  actions: shape.actions,
});
export type Bom = z.output<typeof bom>;
