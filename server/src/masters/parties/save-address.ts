import type {
  InputOf,
  PartyAddress as AddressAnswer,
  partyAddressesContract,
} from "@quanlian/shared/contract";
import type { Ctx } from "../../kernel/access";
import {
  assignNamed,
  insertRow,
  loadForUpdate,
  refusingDuplicates,
  saveChanges,
  transact,
  type Tx,
} from "../../kernel/db";
import type { Id } from "../../kernel/ids";
import { PartyAddress } from "./address.model";
import { findAddress, hasDefaultAddress } from "./address.queries";
import { addressPolicy } from "./party.policy";
import { findParty } from "./party.queries";

type Input<N extends keyof typeof partyAddressesContract> = InputOf<
  (typeof partyAddressesContract)[N]
>;

const KEYS = { uq_party_addresses_default: "isDefaultDelivery" };

/** Adds an address to a party. The first one is its default, unless told otherwise; a new default replaces the former. */
export function createAddress(ctx: Ctx, input: Input<"addresses.create">): Promise<AddressAnswer> {
  return transact(ctx, async (tx) => {
    const party = await findParty(tx, "addresses.create", input.partyId);
    const isDefaultDelivery =
      input.isDefaultDelivery ?? !(await hasDefaultAddress(tx, input.partyId));
    if (isDefaultDelivery) await stepBack(tx, party.id);
    const id = tx.newId();
    await refusingDuplicates(KEYS, () =>
      insertRow(tx, PartyAddress, { ...input, isDefaultDelivery, id }),
    );
    tx.record({ ...aboutOf(id, party.id), before: null, after: { ...input, isDefaultDelivery } });
    return findAddress(tx, "addresses.create", id);
  });
}

/** Changes the named fields of an address, if its party is within reach. */
export function updateAddress(ctx: Ctx, input: Input<"addresses.update">): Promise<AddressAnswer> {
  return transact(ctx, async (tx) => {
    const { addressId, revision, ...fields } = input;
    const address = await loadAddress(tx, "addresses.update", addressId, revision);
    if (fields.isDefaultDelivery && !address.isDefaultDelivery) await stepBack(tx, address.partyId);
    assignNamed(address, fields);
    await refusingDuplicates(KEYS, () =>
      saveChanges(tx, address, aboutOf(addressId, address.partyId)),
    );
    return findAddress(tx, "addresses.update", addressId);
  });
}

/** Takes an address off its party. Documents carry their own copy. */
export function removeAddress(
  ctx: Ctx,
  input: Input<"addresses.remove">,
): Promise<Record<string, never>> {
  return transact(ctx, async (tx) => {
    const { addressId, revision } = input;
    const address = await loadAddress(tx, "addresses.remove", addressId, revision);
    address.isDefaultDelivery = false;
    address.removedAt = tx.now;
    await saveChanges(tx, address, aboutOf(addressId, address.partyId));
    return {};
  });
}

/** The address, locked, if its party is within reach and it has not been removed. */
async function loadAddress(tx: Tx, permission: string, addressId: Id, revision: number) {
  await findAddress(tx, permission, addressId);
  const address = await loadForUpdate(tx, PartyAddress, addressPolicy, permission, addressId);
  address.expectRevision(revision);
  return address;
}

const aboutOf = (id: Id, partyId: Id) => ({
  ...{ type: "partyAddress", id },
  ...{ customerId: partyId, supplierId: partyId },
});

/** The former default makes room; whoever has read it must read again before changing it. */
const stepBack = (tx: Tx, partyId: Id) =>
  tx.write(
    `UPDATE party_addresses a SET a.is_default_delivery = 0, a.revision = a.revision + 1, a.updated_at = :now
     WHERE a.tenant_id = :tenant AND a.party_id = :partyId AND a.is_default_delivery = 1`,
    { partyId, now: tx.now },
  );
