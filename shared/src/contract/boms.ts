import { z } from "zod";
import { bom, bomRow } from "./catalog-records";
import { read, staff, write, type Contract } from "./operation";
import * as shape from "./primitives";

const minutes = shape.amount.refine((text) => !/^\d{10}/.test(text), { error: "issue.quantity" });

const componentInput = z.strictObject({
  itemId: shape.id,
  /** For the base quantity of the version. */
  perBase: shape.quantity,
  scrapRate: shape.rate.default("0"),
  note: shape.note(255).default(""),
});
const operationInput = z.strictObject({
  name: shape.text(64),
  workCenterId: shape.id.nullable().default(null),
  setupMinutes: minutes.default("0"),
  runMinutesPerUnit: minutes.default("0"),
});
/** Lines are numbered 1, 2, 3 … as they stand; operations 10, 20, 30 … */
const bomFields = {
  baseQuantity: shape.quantity,
  note: shape.note(500),
  components: z.array(componentInput).max(500),
  operations: z.array(operationInput).max(100),
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
      baseQuantity: bomFields.baseQuantity.default("1"),
      note: bomFields.note.default(""),
      components: bomFields.components.default([]),
      operations: bomFields.operations.default([]),
    }),
    output: bom,
    errors: ["item.inactive", "reference.not_found"],
  }),
  "boms.update": write({
    ...staff,
    summary: "Changes a draft; named components or operations replace all former ones.",
    permission: "boms.update",
    subject: oneBom,
    input: shape.someOf(bomFields).extend({ bomVersionId: shape.id, revision: shape.revision }),
    output: bom,
    errors: ["bom.frozen", "item.inactive", "reference.not_found", "revision.stale"],
  }),
  "boms.release": write({
    ...staff,
    summary: "Puts a draft in force from a day on; the former version ends the day before.",
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
} as const satisfies Contract;
