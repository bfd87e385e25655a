import { catalogContract } from "@quanlian/shared/contract";
import { listHandlers, sourceOf } from "../../kernel/exchange";
import { implement } from "../../kernel/http";
import { findBom, listBoms } from "./bom.queries";
import { adoptCost } from "./adopt-cost";
import { createBom } from "./create-bom";
import { createItem } from "./create-item";
import { deactivateItem } from "./deactivate-item";
import { presentItem } from "./item.present";
import { importPartsList } from "./import-parts-list";
import { findItem } from "./item.queries";
import { listItemUnits, removeItemUnit, setItemUnit } from "./item-units";
import { itemResource } from "./item.resource";
import { releaseBom } from "./release-bom";
import { retireBom } from "./retire-bom";
import { showCostRollUp } from "./roll-up-cost";
import { setDefaultBom } from "./set-default-bom";
import { showStructure } from "./show-structure";
import { createUnit, listUnits } from "./units";
import { updateBom } from "./update-bom";
import { updateItem } from "./update-item";
import { findWhereUsed } from "./where-used";

export const catalogOperations = implement(catalogContract, {
  ...listHandlers(itemResource),
  "units.list": listUnits,
  "units.create": createUnit,
  "itemUnits.list": listItemUnits,
  "itemUnits.set": setItemUnit,
  "itemUnits.remove": removeItemUnit,
  "items.show": async (ctx, { itemId }) => presentItem(ctx, await findItem(ctx, itemId)),
  "items.create": createItem,
  "items.update": updateItem,
  "items.deactivate": deactivateItem,
  "items.whereUsed": findWhereUsed,
  "items.structure": showStructure,
  "items.costRollUp": showCostRollUp,
  "items.adoptCost": adoptCost,
  "boms.list": listBoms,
  "boms.show": (ctx, { bomVersionId }) => findBom(ctx, bomVersionId),
  "boms.create": createBom,
  "boms.update": updateBom,
  "boms.release": releaseBom,
  "boms.retire": retireBom,
  "boms.setDefault": setDefaultBom,
  "boms.importParts": (ctx, { code, name, file, dryRun }) =>
    importPartsList(ctx, { code, name }, sourceOf(file), { dryRun }),
});
