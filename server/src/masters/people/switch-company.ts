import { type InputOf, type OutputOf, portalCompaniesContract } from "@quanlian/shared/contract";
import type { Ctx } from "../../kernel/access";
import { transact } from "../../kernel/db";
import { refuse } from "../../kernel/errors";
import { revoke } from "./end-sessions";
import { openSession } from "./open-session";
import { isCompany } from "./own-companies";
import { memberOf, ownPerson } from "./own-person";
import { findPlaces } from "./person.queries";
import { samePlace } from "./place-ticket";

/**
 * Opens a session for another of the person's companies and ends the one that asks: a device acts for one company at a
 * time, so what it reads is never of two. Somebody else's company, one that has ended and one of a closed factory do not
 * exist. Of two calls at once one gets through.
 */
export async function switchCompany(
  ctx: Ctx,
  input: InputOf<(typeof portalCompaniesContract)["portal.companies.switch"]>,
): Promise<OutputOf<(typeof portalCompaniesContract)["portal.companies.switch"]>> {
  const { person, across } = await ownPerson(ctx);
  const companies = (await findPlaces(across, person)).filter(isCompany);
  const place = samePlace(companies, { kind: input.kind, memberId: input.contactId });
  if (!place) refuse("record.not_found", { subject: "place" });
  const { sessionId } = memberOf(ctx.actor);
  return transact(across, async (tx) => {
    if ((await revoke(tx, sessionId)) !== 1) refuse("auth.expired");
    return openSession(tx, person, place, input.device);
  });
}
