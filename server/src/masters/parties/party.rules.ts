import { cents, companyKey, type Cents } from "@quanlian/shared/domain";
import { rowAllowed, type Actor, type Ctx } from "../../kernel/access";
import { refuse, type Faults } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { partyPolicy } from "./party.policy";
import { creditCodeTaken } from "./party.queries";
import { priceListBook } from "./price-list-book";
import { paymentTermInUse } from "./payment-term.queries";
import { staffDirectory } from "./staff-directory";

/** Whose a party is: decides who sees it. */
export interface Keeper {
  ownerId: Id | null;
  departmentId: Id | null;
}

/** A new party belongs to whoever takes it in, unless the input says otherwise. */
export function keeperOf(actor: Actor): Keeper {
  return actor.kind === "staff"
    ? { ownerId: actor.userId, departmentId: actor.departmentId }
    : { ownerId: null, departmentId: null };
}

/**
 * The keeper that an input names, with the owner's department. Nobody may hand a party to where he could not see it
 * himself: such an owner is unknown to him.
 */
export async function namedKeeper(
  ctx: Ctx,
  faults: Faults,
  permission: string,
  ownerId: Id | null,
): Promise<Keeper> {
  const staff = ownerId === null ? null : await staffDirectory().findStaff(ctx, [ownerId]);
  const found = ownerId === null ? undefined : staff?.get(ownerId);
  const keeper = { ownerId, departmentId: found?.departmentId ?? null };
  const known = ownerId === null || found !== undefined;
  if (!known || !rowAllowed(ctx.actor, partyPolicy, permission, keeper)) {
    faults.unknown(["ownerId"], ownerId ?? "");
  }
  return keeper;
}

/**
 * Handing a party on and letting others in is for whoever sees it by its owner or department: a collaborator works with it
 * and cannot take it.
 */
export function refuseForeignKeeper(actor: Actor, permission: string, keeper: Keeper): void {
  const { ownerId, departmentId } = keeper;
  if (rowAllowed(actor, partyPolicy, permission, { ownerId, departmentId })) return;
  refuse("party.not_yours");
}

/** A price list out of use may stay where it is, and is given to nobody else. */
export async function checkPriceList(
  ctx: Ctx,
  faults: Faults,
  priceListId: Id | null | undefined,
  former: Id | null = null,
): Promise<void> {
  if (priceListId == null || priceListId === former) return;
  if ((await priceListBook().namePriceList(ctx, priceListId)) !== undefined) return;
  faults.unknown(["priceListId"], priceListId);
}

/** One company is one party: its credit code stands once. */
export async function checkCreditCode(
  ctx: Ctx,
  faults: Faults,
  creditCode: string | null | undefined,
  partyId: Id | null = null,
): Promise<void> {
  if (creditCode == null) return;
  if (await creditCodeTaken(ctx, creditCode, partyId)) faults.taken(["creditCode"], creditCode);
}

/** What is kept beside what was typed, so that a second record of the company is noticed. */
export const keysOf = (typed: { name?: string; creditCode?: string | null }) => ({
  ...(typed.name === undefined ? {} : { nameKey: companyKey(typed.name) }),
  ...(typed.creditCode === undefined ? {} : { creditCodeKey: typed.creditCode }),
});

/** A party with neither role could be named nowhere. */
export function checkRoles(
  faults: Faults,
  roles: { isCustomer: boolean; isSupplier: boolean },
): void {
  if (!roles.isCustomer && !roles.isSupplier) faults.add(["isCustomer"], "issue.party_role");
}

/** A term out of use may stay where it is, and is given to nobody else. */
export async function checkPaymentTerm(
  ctx: Ctx,
  faults: Faults,
  paymentTermId: Id | null | undefined,
  former: Id | null = null,
): Promise<void> {
  if (paymentTermId == null || paymentTermId === former) return;
  if (await paymentTermInUse(ctx, paymentTermId)) return;
  faults.unknown(["paymentTermId"], paymentTermId);
}

/** A typed limit as money; null takes the limit away, undefined leaves it. */
export const limitOf = (limit: number | null | undefined): Cents | null | undefined =>
  limit == null ? limit : cents(limit);
