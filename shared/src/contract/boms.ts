import { z } from "zod";
import { bom, bomRow, inspectionPoints, itemName } from "./catalog-records";
import { read, staff, write, type Contract } from "./operation";
import * as shape from "./primitives";

const minutes = shape.amount.refine((text) => !/^\d{10}/.test(text), { error: "issue.quantity" });

const componentInput = z.strictObject({
  itemId: shape.id,
  /** For the base quantity of the version. */
  perBase: shape.quantity,
  scrapRate: shape.rate.default("0"),
  note: shape.note(255).default(""),
  /** What may stand in for it while it is short, the first tried first: `ratio` of it for one of the component. */
  substitutes: z
    .array(z.strictObject({ itemId: shape.id, ratio: shape.quantity.default("1") }))
    .max(20)
    .default([]),
});
const operationInput = z.strictObject({
  name: shape.text(64),
  workCenterId: shape.id.nullable().default(null),
  setupMinutes: minutes.default("0"),
  runMinutesPerUnit: minutes.default("0"),
  inspectionPoint: z.enum(inspectionPoints).default("none"),
  subcontracted: z.boolean().default(false),
  supplierId: shape.id.nullable().default(null),
  /** 元 per unit. Whoever may not see costs leaves them out: those that stand under the operation's name stay. */
  pieceRate: shape.unitPrice.optional(),
  subcontractPrice: shape.unitPrice.optional(),
});
const byProductInput = z.strictObject({
  itemId: shape.id,
  perBase: shape.quantity,
  costShare: shape.rate.default("0"),
});
/** Lines are numbered 1, 2, 3 … as they stand; operations 10, 20, 30 … */
const bomFields = {
  /** Tells several ways to make the item apart; each has its own versions. */
  alternative: shape.code,
  baseQuantity: shape.quantity,
  note: shape.note(500),
  components: z.array(componentInput).max(500),
  operations: z.array(operationInput).max(100),
  byProducts: z.array(byProductInput).max(100),
};

const oneItem = { type: "item", key: "itemId" } as const;
const oneBom = { type: "bom", key: "bomVersionId" } as const;
const itemKey = z.strictObject({ itemId: shape.id });

/** What things are made of, and by which operations. */
export const bomsContract = {
  "boms.list": read({
    ...staff,
    summary: "Lists the versions of an item's bill of materials, the latest first.",
    permission: "boms.list",
    subject: oneItem,
    input: itemKey,
    output: z.object({ rows: z.array(bomRow) }),
  }),
  "boms.show": read({
    ...staff,
    summary: "Shows one version with its components and operations.",
    permission: "boms.show",
    subject: oneBom,
    input: z.strictObject({ bomVersionId: shape.id }),
    output: bom,
  }),
  "boms.create": write({
    ...staff,
    summary: "Drafts the next version of an item's bill of materials and routing.",
    permission: "boms.create",
    subject: oneItem,
    input: itemKey.extend({
      /** The item's default alternative unless named. */
      alternative: bomFields.alternative.optional(),
      baseQuantity: bomFields.baseQuantity.default("1"),
      note: bomFields.note.default(""),
      components: bomFields.components.default([]),
      operations: bomFields.operations.default([]),
      byProducts: bomFields.byProducts.default([]),
    }),
    output: bom,
    errors: ["auth.field_masked", "item.inactive", "reference.not_found"],
  }),
  "boms.update": write({
    ...staff,
    summary:
      "Changes a draft; named components, operations or by-products replace all former ones.",
    permission: "boms.update",
    subject: oneBom,
    input: shape.someOf(bomFields).extend({ bomVersionId: shape.id, revision: shape.revision }),
    output: bom,
    errors: [
      "auth.field_masked",
      "bom.frozen",
      "item.inactive",
      "reference.not_found",
      "revision.stale",
    ],
  }),
  "boms.release": write({
    ...staff,
    summary:
      "Puts a draft in force from a day on; the former version of its alternative ends the day before.",
    permission: "boms.release",
    subject: oneBom,
    input: z.strictObject({
      bomVersionId: shape.id,
      revision: shape.revision,
      effectiveFrom: shape.day,
    }),
    output: bom,
    errors: [
      "bom.cycle",
      "bom.empty",
      "bom.overlap",
      "item.inactive",
      "revision.stale",
      "state.illegal_move",
    ],
  }),
  "boms.retire": write({
    ...staff,
    summary: "Takes a version out of use at once: no plan made from now on follows it.",
    permission: "boms.retire",
    subject: oneBom,
    input: z.strictObject({ bomVersionId: shape.id, revision: shape.revision }),
    output: bom,
    errors: ["revision.stale", "state.illegal_move"],
  }),
  "boms.setDefault": write({
    ...staff,
    summary: "Makes a version's alternative the one that plans of its item follow from now on.",
    permission: "boms.setDefault",
    subject: oneBom,
    input: z.strictObject({ bomVersionId: shape.id, revision: shape.revision }),
    output: bom,
    errors: ["bom.no_effective_version", "revision.stale"],
  }),
  "items.whereUsed": read({
    ...staff,
    summary:
      "Lists the bills of materials in force on a day that an item goes into: directly, or over all levels.",
    permission: "items.whereUsed",
    subject: oneItem,
    input: itemKey.extend({
      /** Today unless named. */
      on: shape.day.optional(),
      deep: z.boolean().default(false),
    }),
    output: z.object({
      /** Level by level, each by the parents' codes. */
      rows: z.array(
        z.object({
          /** 1: the item itself goes into it; 2: something does that the item goes into. */
          level: z.number(),
          item: itemName,
          bomVersionId: shape.id,
          version: z.number(),
          alternative: z.string(),
          isDefault: z.boolean(),
          /** As a component, or in its place. */
          use: z.enum(["component", "substitute"]),
          /** What of the level below goes into it. */
          componentId: shape.id,
          baseQuantity: z.string(),
          perBase: z.string(),
          scrapRate: z.string(),
        }),
      ),
    }),
  }),
} as const satisfies Contract;
