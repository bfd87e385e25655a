import { peopleContract, type InputOf, type User as UserView } from "@quanlian/shared/contract";
import type { Ctx } from "../../kernel/access";
import { insertRow, isDuplicate, refusingDuplicates, transact, type Tx } from "../../kernel/db";
import type { Id } from "../../kernel/ids";
import { insertPerson } from "./insert-person";
import { hashPassword } from "./password";
import { findPersonByPhone } from "./person.queries";
import { accountOf } from "./sign-in-attempts";
import { User } from "./staff.model";
import { checkMembership, setRoles } from "./user-roles";
import { findUser } from "./user.queries";

/**
 * Lets a person work here. Whether the phone was known before is not told: who is known keeps the own password and finds
 * the new place at the next sign-in; who is new gets the one that was given.
 */
export function createUser(
  ctx: Ctx,
  input: InputOf<(typeof peopleContract)["users.create"]>,
): Promise<UserView> {
  return transact(ctx, async (tx) => {
    await checkMembership(tx, input);
    const personId = await personFor(tx, input);
    const userId = await insertUser(tx, { ...input, personId });
    return findUser(tx, userId);
  });
}

export interface NewUser {
  personId: Id;
  name: string;
  departmentId?: Id | null;
  roleIds: readonly Id[];
  denied?: string[];
}

export async function insertUser(tx: Tx, user: NewUser): Promise<Id> {
  const id = tx.newId();
  const row = {
    id,
    personId: user.personId,
    departmentId: user.departmentId ?? null,
    name: user.name,
    denied: user.denied ?? [],
    state: "active" as const,
  };
  await refusingDuplicates({ uq_users_person: "phone" }, () => insertRow(tx, User, row));
  await setRoles(tx, id, user.roleIds);
  tx.record({ type: "user", id, before: null, after: { ...row, roleIds: user.roleIds } });
  return id;
}

/** The person of a phone number, made when there is none. */
export async function personFor(
  tx: Tx,
  wanted: { name: string; phone: string; password?: string },
): Promise<Id> {
  const phone = accountOf(wanted.phone);
  // The same work whether the phone is known or not.
  const passwordHash = wanted.password
    ? await hashPassword(wanted.password, tx.services.config.passwordCost)
    : null;
  const known = await findPersonByPhone(tx, phone);
  if (known) return known.id;
  try {
    return (await insertPerson(tx, { name: wanted.name, phone, passwordHash })).id;
  } catch (error) {
    const other = isDuplicate(error) ? await findPersonByPhone(tx, phone) : undefined;
    if (!other) throw error;
    return other.id;
  }
}
