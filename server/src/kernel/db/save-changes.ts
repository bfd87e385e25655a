import { exact } from "@quanlian/shared/domain";
import { DataTypes, type Model } from "sequelize";
import { Refusal } from "../errors";
import { duplicateKey, isDuplicate } from "./execute";
import type { AnyTable, DocumentMethods } from "./model";
import type { Change, Tx } from "./tx";

type Saved = Model & DocumentMethods;

/**
 * Sets the attributes that an input names; what it leaves out stays as it is. A decimal that is only written differently
 * ("0.13", "0.130000") is no change.
 */
export function assignNamed(document: Saved, values: Record<string, unknown>): void {
  const { columns } = document.constructor as unknown as AnyTable;
  for (const [attribute, value] of Object.entries(values)) {
    if (value === undefined) continue;
    const decimal = columns[attribute]?.definition.type instanceof DataTypes.DECIMAL;
    if (decimal && sameDecimal(document.get(attribute), value)) continue;
    document.set(attribute, value);
  }
}

const sameDecimal = (a: unknown, b: unknown) =>
  typeof a === "string" && typeof b === "string" && exact(a) === exact(b);

/** Saves a loaded document and notes what changed, before and after. Without a change nothing is written: answers false. */
export async function saveChanges(
  tx: Tx,
  document: Saved,
  about: Omit<Change, "before" | "after">,
): Promise<boolean> {
  const names = document.changed() || [];
  if (names.length === 0) return false;
  const before = Object.fromEntries(names.map((name) => [name, document.previous(name)]));
  const after = Object.fromEntries(names.map((name) => [name, document.get(name)]));
  await document.saveRevision(tx);
  tx.record({ ...about, before, after });
  return true;
}

/**
 * Runs a write whose unique keys people can hit, and turns a duplicate into `record.duplicate`. The input was checked
 * before, so this speaks only when another got there first in the same moment.
 */
export async function refusingDuplicates<T>(
  fields: Readonly<Record<string, string>>,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const field = isDuplicate(error) ? fields[duplicateKey(error) ?? ""] : undefined;
    if (field === undefined) throw error;
    throw new Refusal("record.duplicate", { field });
  }
}
