import { insertRows, type Tx } from "../../kernel/db";
import { Faults } from "../../kernel/errors";
import { sortedIds, type Id } from "../../kernel/ids";
import { findSuppliersTerms, type SupplierTerms } from "../../masters/parties";
import { RfqCandidate } from "./rfq.model";

/** Who is asked sells to us and is within the actor's reach, and nobody is asked twice. Answers their terms. */
export async function checkSuppliers(
  tx: Tx,
  permission: string,
  supplierIds: readonly Id[],
): Promise<ReadonlyMap<Id, SupplierTerms>> {
  const known = await findSuppliersTerms(tx, permission, supplierIds);
  const faults = new Faults(tx.language);
  const seen = new Set<Id>();
  supplierIds.forEach((supplierId, at) => {
    if (!known.has(supplierId)) faults.unknown(["supplierIds", at], supplierId);
    if (seen.has(supplierId)) faults.add(["supplierIds", at], "issue.duplicate");
    seen.add(supplierId);
  });
  faults.refuse();
  return known;
}

/** Notes whom a draft will ask. */
export const writeCandidates = (tx: Tx, rfqId: Id, supplierIds: readonly Id[]): Promise<void> =>
  insertRows(
    tx,
    RfqCandidate,
    sortedIds(supplierIds).map((supplierId) => ({ id: tx.newId(), rfqId, supplierId })),
  );
