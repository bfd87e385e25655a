import { type InputOf, type OutputOf, sessionsContract } from "@quanlian/shared/contract";
import { acrossTenants, type Ctx, readPurposeToken } from "../../kernel/access";
import { transact } from "../../kernel/db";
import { refuse } from "../../kernel/errors";
import { openSession } from "./open-session";
import { findPerson, findPlaces } from "./person.queries";
import { samePlace, TICKET } from "./place-ticket";

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
