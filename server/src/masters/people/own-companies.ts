import type {
  OutputOf,
  Place,
  PortalCompany,
  portalCompaniesContract,
} from "@quanlian/shared/contract";
import type { Ctx } from "../../kernel/access";
import { assert, refuse } from "../../kernel/errors";
import { memberOf, ownPerson } from "./own-person";
import { findPlaces } from "./person.queries";

type CompanyPlace = Place & { kind: PortalCompany["kind"] };

/** Places in the portal; where the same person is staff or operator is no business of a contact's session. */
export const isCompany = (place: Place): place is CompanyPlace =>
  place.kind === "customer" || place.kind === "supplier";

/** Every company that the signed-in person stands for, at every factory. */
export async function listCompanies(
  ctx: Ctx,
): Promise<OutputOf<(typeof portalCompaniesContract)["portal.companies.list"]>> {
  const { person, across } = await ownPerson(ctx);
  return { companies: companiesOf(ctx, await findPlaces(across, person)) };
}

/** Who is signed in to the portal, and for which company. */
export async function showPortalMe(
  ctx: Ctx,
): Promise<OutputOf<(typeof portalCompaniesContract)["portal.me.show"]>> {
  const { person, across } = await ownPerson(ctx);
  const companies = companiesOf(ctx, await findPlaces(across, person));
  const company = companies.find((each) => each.current);
  if (!company) refuse("auth.expired");
  return {
    person: { id: person.id, name: person.name, language: person.language },
    phone: person.phone,
    company,
    functions: "functions" in ctx.actor ? [...ctx.actor.functions] : [],
    companyCount: companies.length,
  };
}

function companiesOf(ctx: Ctx, places: Place[]): PortalCompany[] {
  const { memberId } = memberOf(ctx.actor);
  return places.filter(isCompany).map((place) => {
    const { kind, memberName, partyName } = place;
    return {
      kind,
      contactId: known(place.memberId),
      contactName: memberName,
      partyId: known(place.partyId),
      partyName,
      tenantName: known(place.tenantName),
      current: kind === ctx.actor.kind && place.memberId === memberId,
    };
  });
}

function known(value: string | null): string {
  assert(value !== null, "a contact's place has a contact, a party and a tenant");
  return value;
}
