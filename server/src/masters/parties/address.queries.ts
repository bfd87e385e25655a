import type { PartyAddress } from "@quanlian/shared/contract";
import { rowPredicate, type Ctx } from "../../kernel/access";
import { refuseNotFound } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { partyPolicy } from "./party.policy";

const ADDRESS = `
  SELECT a.id, a.party_id AS partyId, a.label, a.recipient, a.phone, a.region, a.line,
    a.is_default_delivery AS isDefaultDelivery, a.revision
  FROM party_addresses a`;
const STANDING = "a.tenant_id = :tenant AND a.removed_at IS NULL";

/** The default delivery address first. */
export const addressesOf = (ctx: Ctx, partyId: Id): Promise<PartyAddress[]> =>
  ctx.rows(
    `${ADDRESS} WHERE ${STANDING} AND a.party_id = :partyId
     ORDER BY a.is_default_delivery DESC, a.id LIMIT 500`,
    { partyId },
  );

/** An address of a party that the actor may see under the permission; otherwise not found. */
export async function findAddress(
  ctx: Ctx,
  permission: string,
  addressId: Id,
): Promise<PartyAddress> {
  const rule = rowPredicate(ctx.actor, partyPolicy, permission, "p");
  const found = await ctx.row<PartyAddress>(
    `${ADDRESS} JOIN parties p ON p.tenant_id = :tenant AND p.id = a.party_id
     WHERE ${STANDING} AND a.id = :addressId AND ${rule}`,
    { addressId },
  );
  return found ?? refuseNotFound("partyAddress");
}

export async function hasDefaultAddress(ctx: Ctx, partyId: Id): Promise<boolean> {
  const sql = `SELECT a.id FROM party_addresses a
    WHERE a.tenant_id = :tenant AND a.party_id = :partyId AND a.default_slot = 1`;
  return (await ctx.row(sql, { partyId })) !== undefined;
}

/** Where goods go, as a document keeps it: later changes of the address do not reach it. */
export interface AddressSnapshot {
  readonly addressId: Id;
  readonly recipient: string;
  readonly phone: string | null;
  readonly region: string;
  readonly line: string;
}

/**
 * The named address of the party, or for null its default one, as a document keeps it. Undefined when the party has no such
 * address, or no default. Whether the actor may name the party at all is the caller's question.
 */
export function findDeliveryAddress(
  ctx: Ctx,
  partyId: Id,
  addressId: Id | null,
): Promise<AddressSnapshot | undefined> {
  const which = addressId === null ? "a.default_slot = 1" : "a.id = :addressId";
  return ctx.row<AddressSnapshot>(
    `SELECT a.id AS addressId, a.recipient, a.phone, a.region, a.line FROM party_addresses a
     WHERE ${STANDING} AND a.party_id = :partyId AND ${which}`,
    addressId === null ? { partyId } : { partyId, addressId },
  );
}
