import { insertRow, insertRows, type Tx } from "../../kernel/db";
import type { Id } from "../../kernel/ids";
import { writeTerms } from "../../kernel/search";
import { Contact, Party } from "./party.model";
import { searchedParty } from "./party.resource";

/** A customer as a flow makes one. */
export interface NewCustomer {
  code: string;
  name: string;
  creditCode: string | null;
  ownerId: Id | null;
  departmentId: Id | null;
}

export interface NewContact {
  name: string;
  phone: string | null;
  email: string | null;
}

/** Takes a customer into the books because of what happened elsewhere (a lead came to something). Answers its id. */
export async function openCustomer(tx: Tx, customer: NewCustomer): Promise<Id> {
  const id = tx.newId();
  await insertRow(tx, Party, { id, ...customer, isCustomer: true, isSupplier: false });
  await writeTerms(tx, "party", [searchedParty({ id, ...customer, shortName: "" })]);
  const { code: number, ownerId, departmentId } = customer;
  tx.record({
    ...{ type: "party", id, number, ownerId, departmentId, customerId: id, supplierId: id },
    before: null,
    after: { ...customer, isCustomer: true },
  });
  return id;
}

/** The customer's contact with this phone, or else this name; a new one if there is none. The first of a party is its primary. */
export async function knownContact(tx: Tx, partyId: Id, contact: NewContact): Promise<Id> {
  const { name, phone } = contact;
  const known = await tx.row<{ id: Id }>(
    `SELECT k.id FROM contacts k WHERE k.tenant_id = :tenant AND k.party_id = :partyId
       AND ((:phone IS NOT NULL AND k.phone = :phone) OR (:phone IS NULL AND k.name = :name))
     ORDER BY k.id LIMIT 1`,
    { partyId, phone, name },
  );
  if (known) return known.id;
  const first = await tx.row(
    "SELECT k.id FROM contacts k WHERE k.tenant_id = :tenant AND k.party_id = :partyId LIMIT 1",
    { partyId },
  );
  const id = tx.newId();
  const row = { ...contact, id, partyId, isPrimary: first === undefined };
  await insertRows(tx, Contact, [row]);
  const about = { type: "contact", id, customerId: partyId, supplierId: partyId };
  tx.record({ ...about, before: null, after: row });
  return id;
}
