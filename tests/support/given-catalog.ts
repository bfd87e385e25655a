import type { Bom, Item } from "@quanlian/shared/contract";
import type { GivenFactory } from "./given-factory";

/** Builders of what items are made of, beyond a plain list of parts. */

/** A draft of the item's bill of materials. */
export async function givenDraftBom(
  factory: GivenFactory,
  item: Pick<Item, "id">,
  lines: Record<string, unknown>,
): Promise<Bom> {
  const input = { itemId: item.id, ...lines };
  return (await factory.product.call<Bom>(factory.token, "boms.create", input)).data;
}

/** The same in force, from the first of November unless told otherwise. */
export async function givenBom(
  factory: GivenFactory,
  item: Pick<Item, "id">,
  lines: Record<string, unknown>,
  effectiveFrom = "2026-11-01",
): Promise<Bom> {
  const { id, revision } = await givenDraftBom(factory, item, lines);
  const release = { bomVersionId: id, revision, effectiveFrom };
  return (await factory.product.call<Bom>(factory.token, "boms.release", release)).data;
}

/** One component as an input names it. */
export const part = (
  item: Pick<Item, "id">,
  perBase: string,
  rest: Record<string, unknown> = {},
) => ({ itemId: item.id, perBase, ...rest });
