import { z } from "zod";
import { staff, write, type Contract } from "./operation";
import { telephone } from "./party-fields";
import * as shape from "./primitives";

/** A place of a party to which goods are sent. */
export const partyAddress = z.object({
  id: shape.id,
  partyId: shape.id,
  /** What it is called: 总厂, 二号仓. */
  label: z.string(),
  recipient: z.string(),
  phone: z.string().nullable(),
  /** 省市区. */
  region: z.string(),
  /** Street, number, gate. */
  line: z.string(),
  isDefaultDelivery: z.boolean(),
  revision: z.number(),
});
export type PartyAddress = z.output<typeof partyAddress>;

const addressFields = {
  label: shape.note(64),
  recipient: shape.text(64),
  phone: telephone.nullable(),
  region: shape.note(128),
  line: shape.text(256),
  /** At most one per party; a new one takes the place of the former. Left out, a party's first address is it. */
  isDefaultDelivery: z.boolean(),
};

const oneAddress = { type: "partyAddress", key: "addressId" } as const;

export const partyAddressesContract = {
  "addresses.create": write({
    ...staff,
    summary: "Adds a place to which a party has its goods sent.",
    permission: "addresses.create",
    subject: { type: "party", key: "partyId" },
    input: shape.someOf(addressFields).extend({
      partyId: shape.id,
      recipient: addressFields.recipient,
      line: addressFields.line,
    }),
    output: partyAddress,
    errors: ["record.duplicate"],
  }),
  "addresses.update": write({
    ...staff,
    summary: "Changes the named fields of an address; documents that carry it already keep theirs.",
    permission: "addresses.update",
    subject: oneAddress,
    input: shape.someOf(addressFields).extend({ addressId: shape.id, revision: shape.revision }),
    output: partyAddress,
    errors: ["record.duplicate", "revision.stale"],
  }),
  "addresses.remove": write({
    ...staff,
    summary: "Takes an address off its party; documents that carry it already keep it.",
    permission: "addresses.remove",
    subject: oneAddress,
    input: z.strictObject({ addressId: shape.id, revision: shape.revision }),
    output: z.object({}),
    errors: ["revision.stale"],
  }),
} as const satisfies Contract;
