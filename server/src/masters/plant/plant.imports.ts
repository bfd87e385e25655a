import { plantImportsContract } from "@quanlian/shared/contract";
import { importHandler } from "../../kernel/exchange";
import { implement } from "../../kernel/http";
import { locationImport } from "./import-locations";
import { warehouseImport } from "./import-warehouses";
import { workCenterImport } from "./import-work-centers";

export const plantImportOperations = implement(plantImportsContract, {
  "warehouses.import": importHandler(warehouseImport),
  "locations.import": importHandler(locationImport),
  "workCenters.import": importHandler(workCenterImport),
});
