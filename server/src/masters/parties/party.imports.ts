import { partyImportsContract } from "@quanlian/shared/contract";
import { importHandler } from "../../kernel/exchange";
import { implement } from "../../kernel/http";
import { partyImport } from "./import-parties";

export const partyImportOperations = implement(partyImportsContract, {
  "parties.import": importHandler(partyImport),
});
