import { stampOf, type ActorStamp } from "../access/actor";
import type { RowFacts } from "../access/row-rule";
import type { Tx } from "../db/tx";
import { refuseFaults } from "../errors";
import { sortedIds, type Id } from "../ids/id";
import type { Issue } from "@quanlian/shared/contract";

/** The document that takes files over, with whatever decides who may see it. */
export interface FileSubject extends RowFacts {
  type: string;
  id: Id;
}

/**
 * Hangs uploaded files on a document; from then on whoever may read the document may open them. Only the uploader's own
 * files that hang nowhere yet can be taken; each other id is a fault at its place in the input.
 *
 * @param path where the ids stand in the operation's input, for the faults
 */
export async function attachFiles(
  tx: Tx,
  fileIds: readonly Id[],
  subject: FileSubject,
  path: readonly (string | number)[] = ["fileIds"],
): Promise<void> {
  if (fileIds.length === 0) return;
  const rows = await tx.books.rows<{ id: Id; uploadedBy: string; subjectId: Id | null }>(
    `SELECT id, uploaded_by AS uploadedBy, subject_id AS subjectId FROM files
     WHERE tenant_id = :tenant AND id IN :fileIds ORDER BY id FOR UPDATE`,
    { fileIds: sortedIds(fileIds) },
  );
  const me = stampOf(tx.actor);
  const mine = new Set(
    rows.filter((row) => row.subjectId === null && isSame(row.uploadedBy, me)).map((row) => row.id),
  );
  refuseFaults(fileIds.flatMap((id, index) => (mine.has(id) ? [] : [fault(path, index, id)])));
  await tx.books.write(
    `UPDATE files SET subject_type = :type, subject_id = :subjectId, owner_id = :ownerId,
       department_id = :departmentId, customer_id = :customerId, supplier_id = :supplierId
     WHERE tenant_id = :tenant AND id IN :fileIds`,
    {
      type: subject.type,
      subjectId: subject.id,
      ownerId: subject.ownerId ?? null,
      departmentId: subject.departmentId ?? null,
      customerId: subject.customerId ?? null,
      supplierId: subject.supplierId ?? null,
      fileIds: sortedIds(fileIds),
    },
  );
}

function isSame(stored: string, me: ActorStamp): boolean {
  const by = JSON.parse(stored) as ActorStamp;
  return by.kind === me.kind && by.id === me.id;
}

const fault = (path: readonly (string | number)[], index: number, id: Id): Issue => ({
  path: [...path, index],
  code: "issue.reference",
  message: id,
});
