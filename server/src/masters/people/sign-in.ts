import {
  type InputOf,
  type OutputOf,
  type Place,
  sessionsContract,
} from "@quanlian/shared/contract";
import { acrossTenants, type Ctx, signPurposeToken } from "../../kernel/access";
import { transact } from "../../kernel/db";
import { refuse } from "../../kernel/errors";
import { openSession } from "./open-session";
import { findPlaces } from "./person.queries";
import { samePlace, TICKET, TICKET_SECONDS } from "./place-ticket";
import { provePassword } from "./prove-password";
import { accountOf } from "./sign-in-attempts";

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

const onlyOne = (places: Place[]) => (places.length === 1 ? places[0] : undefined);
