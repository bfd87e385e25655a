import type { Id } from "../ids/id";
import { insertStatement } from "../db/insert-rows";
import type { Tx } from "../db/tx";
import { SearchTerm } from "./search.model";
import { termsOf } from "./terms";

/** A record and the texts under which people look for it; no texts takes it out of the search. */
export interface Searched {
  id: Id;
  texts: readonly (string | null)[];
}

/** Terms are short: one statement carries more of them than `insertRows` carries rows. */
const ROWS_PER_STATEMENT = 5_000;

/**
 * Writes the search terms of several records of one kind anew, in the transaction that changed them: one DELETE and one
 * multi-row INSERT (further ones only beyond 5,000 terms).
 */
export async function writeTerms(
  tx: Tx,
  subjectType: string,
  records: readonly Searched[],
): Promise<void> {
  if (records.length === 0) return;
  await tx.write(
    `DELETE FROM search_terms
      WHERE tenant_id = :tenant AND subject_type = :subjectType AND subject_id IN :subjectIds`,
    { subjectType, subjectIds: records.map(({ id }) => id) },
  );
  const rows = records.flatMap(({ id, texts }) =>
    termsOf(texts.filter((text) => text !== null)).map((term) => ({
      subjectType,
      term,
      subjectId: id,
    })),
  );
  for (let from = 0; from < rows.length; from += ROWS_PER_STATEMENT) {
    const some = rows.slice(from, from + ROWS_PER_STATEMENT);
    await tx.send(insertStatement(tx, SearchTerm, some));
  }
}
