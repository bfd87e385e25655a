import { z } from "zod";
import { read, type Contract } from "./operation";
import * as shape from "./primitives";

/** What a party or an item is involved in, across the whole chain: the page that shows it from every side. */

/** How many documents of one kind are in one state. Amounts are of what the actor may see; null where there are none. */
const tally = z.object({
  type: z.string(),
  state: z.string(),
  documentCount: z.int(),
  amountCents: z.int().nullable(),
});

const involvedDocument = z.object({
  type: z.string(),
  id: shape.id,
  number: z.string(),
  state: z.string(),
  on: z.string(),
  /** Of a party's document. */
  amountCents: z.int().nullable(),
  /** Of an item's document, in the item's unit. */
  quantity: z.string().nullable(),
});
export type InvolvedDocument = z.output<typeof involvedDocument>;

/** Where a party stands with us, in 分. */
const standing = z.object({
  receivableCents: z.int(),
  payableCents: z.int(),
  advanceReceivedCents: z.int(),
  advancePaidCents: z.int(),
  committedCents: z.int(),
});

const involvement = {
  tallies: z.array(tally),
  /** The newest first, of all kinds together. */
  latest: z.array(involvedDocument).max(100),
};

export const partyInvolvement = z.object({
  partyId: shape.id,
  /** Null where the actor may not see credit. */
  standing: standing.nullable(),
  ...involvement,
});
export type PartyInvolvement = z.output<typeof partyInvolvement>;

/** An item in one warehouse. Coming and wanted are what planning has open there. */
const itemPlace = z.object({
  warehouseId: shape.id,
  warehouseName: z.string(),
  onHand: z.string(),
  reserved: z.string(),
  coming: z.string(),
  wanted: z.string(),
});

export const itemInvolvement = z.object({
  itemId: shape.id,
  /** Null where the actor may not see stock. */
  places: z.array(itemPlace).nullable(),
  /** Items whose bill of materials in force names it directly. */
  usedInCount: z.int(),
  ...involvement,
});
export type ItemInvolvement = z.output<typeof itemInvolvement>;

export const involvementContract = {
  "parties.involvement": read({
    summary:
      "What a customer or supplier is involved in: where it stands, and its documents of every kind that the actor may see.",
    input: z.strictObject({ partyId: shape.id }),
    output: partyInvolvement,
    actors: ["staff"],
    permission: "parties.show",
    function: "core",
    subject: { type: "party", key: "partyId" },
  }),
  "items.involvement": read({
    summary:
      "What an item is involved in: where it lies, what is coming and wanted, and the documents that name it.",
    input: z.strictObject({ itemId: shape.id }),
    output: itemInvolvement,
    actors: ["staff"],
    permission: "items.show",
    function: "core",
    subject: { type: "item", key: "itemId" },
  }),
} as const satisfies Contract;
