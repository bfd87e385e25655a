import { partyImportsContract } from "@quanlian/shared/contract";
import { importHandler } from "../../kernel/exchange";
import { implement } from "../../kernel/http";
import { addressImport } from "./import-addresses";
import { contactImport } from "./import-contacts";
import { partyImport } from "./import-parties";
import { paymentTermImport } from "./import-payment-terms";

export const partyImportOperations = implement(partyImportsContract, {
  "parties.import": importHandler(partyImport),
  "paymentTerms.import": importHandler(paymentTermImport),
  "addresses.import": importHandler(addressImport),
  "contacts.import": importHandler(contactImport),
});
