import { insertRow, type Tx } from "../../kernel/db";
import { Person } from "./person.model";
import type { PersonRow } from "./person.queries";

/** A human being whom nobody knew yet. The phone number is in its one spelling. */
export async function insertPerson(
  tx: Tx,
  person: { name: string; phone: string; passwordHash: string | null; isOperator?: boolean },
): Promise<PersonRow> {
  const row = { id: tx.newId(), language: "zh-CN" as const, isOperator: false, ...person };
  await insertRow(tx, Person, row);
  return row;
}
