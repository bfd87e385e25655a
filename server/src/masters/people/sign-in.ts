import {
  sessionsContract,
  type InputOf,
  type OutputOf,
  type Place,
} from "@quanlian/shared/contract";
import { acrossTenants, readPurposeToken, signPurposeToken, type Ctx } from "../../kernel/access";
import { transact, type Tx } from "../../kernel/db";
import { refuse } from "../../kernel/errors";
import { openSession } from "./open-session";
import { hashPassword, isOutdated, verifyPassword } from "./password";
import { findPerson, findPersonByPhone, findPlaces, type PersonRow } from "./person.queries";
import { accountOf, countAttempt, forgiveAttempts } from "./sign-in-attempts";

const TICKET = "choose-place";
const TICKET_SECONDS = 300;

/**
 * Opens a session for whoever knows the password of an account. With one place the session is open; with several, and
 * none named, the places and a five-minute ticket come back. An unknown account, a wrong password and a place that is not
 * the person's are one answer after the same work.
 */
export async function signIn(
  ctx: Ctx,
  input: InputOf<(typeof sessionsContract)["sessions.signIn"]>,
): Promise<OutputOf<(typeof sessionsContract)["sessions.signIn"]>> {
  const across = acrossTenants(ctx, "signing in: the person is known before the tenant");
  const account = accountOf(input.account);
  const person = await provePassword(across, account, input.password);
  const places = await findPlaces(across, person);
  const place = input.place ? samePlace(places, input.place) : onlyOne(places);
  if (place) return transact(across, (tx) => openSession(tx, person, place, input.device));
  if (input.place || places.length === 0) refuse("auth.bad_credentials");
  const { secret } = ctx.services.config;
  const ticket = signPurposeToken(secret, TICKET, { personId: person.id }, ctx.now, TICKET_SECONDS);
  return { signedIn: false, ticket, places };
}

/** Opens a session at one of the places that signing in has offered. */
export async function choosePlace(
  ctx: Ctx,
  input: InputOf<(typeof sessionsContract)["sessions.choose"]>,
): Promise<OutputOf<(typeof sessionsContract)["sessions.choose"]>> {
  const across = acrossTenants(ctx, "signing in: the person is known before the tenant");
  const { personId } = readPurposeToken(ctx.services.config.secret, TICKET, input.ticket, ctx.now);
  const person = await findPerson(across, String(personId));
  const place = person && samePlace(await findPlaces(across, person), input.place);
  if (!person || !place) refuse("record.not_found", { subject: "place" });
  return transact(across, (tx) => openSession(tx, person, place, input.device));
}

/**
 * The person of an account, if the password is theirs; else `auth.bad_credentials`. The attempt is counted before, and
 * forgiven after. A hash of another cost is renewed on the way.
 */
export async function provePassword(
  across: Ctx,
  account: string,
  password: string,
): Promise<PersonRow> {
  await countAttempt(across, account);
  const person = await findPersonByPhone(across, account);
  const { passwordCost } = across.services.config;
  const right = await verifyPassword(password, person?.passwordHash ?? null, passwordCost);
  if (!person?.passwordHash || !right) refuse("auth.bad_credentials");
  await forgiveAttempts(across, account);
  if (isOutdated(person.passwordHash, passwordCost)) {
    const passwordHash = await hashPassword(password, passwordCost);
    await transact(across, (tx) => setPassword(tx, person.id, passwordHash));
  }
  return person;
}

export const setPassword = (tx: Tx, personId: string, passwordHash: string) =>
  tx.write("UPDATE persons SET password_hash = :passwordHash WHERE id = :personId", {
    personId,
    passwordHash,
  });

const samePlace = (places: Place[], wanted: { kind: string; memberId: string | null }) =>
  places.find((place) => place.kind === wanted.kind && place.memberId === wanted.memberId);

const onlyOne = (places: Place[]) => (places.length === 1 ? places[0] : undefined);
