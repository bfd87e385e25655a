import { z } from "zod";
import { itemUnits } from "./catalog-records";
import { read, staff, write, type Contract } from "./operation";
import * as shape from "./primitives";

const oneItem = { type: "item", key: "itemId" } as const;
const itemKey = z.strictObject({ itemId: shape.id });

/** In which units an item is counted beside its own. */
export const itemUnitsContract = {
  "itemUnits.list": read({
    ...staff,
    summary: "Lists the units in which an item is counted beside its own, with their factors.",
    permission: "itemUnits.list",
    subject: oneItem,
    input: itemKey,
    output: itemUnits,
  }),
  "itemUnits.set": write({
    ...staff,
    summary:
      "Says how many of an item's own unit one of another unit is. Quantities entered before keep the factor of their day.",
    permission: "itemUnits.set",
    subject: oneItem,
    input: itemKey.extend({
      revision: shape.revision,
      unitId: shape.id,
      factor: shape.quantity,
    }),
    output: itemUnits,
    errors: ["reference.not_found", "revision.stale"],
  }),
  "itemUnits.remove": write({
    ...staff,
    summary: "Takes a unit from an item: nothing new can be entered in it.",
    permission: "itemUnits.remove",
    subject: oneItem,
    input: itemKey.extend({ revision: shape.revision, unitId: shape.id }),
    output: itemUnits,
    errors: ["revision.stale"],
  }),
} as const satisfies Contract;
