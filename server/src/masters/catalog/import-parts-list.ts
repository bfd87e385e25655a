import type { PartsListAnswer } from "@quanlian/shared/contract";
import { may, type Ctx } from "../../kernel/access";
import { insertRow, insertRows, refusingDuplicates, transact, type Tx } from "../../kernel/db";
import { refuse } from "../../kernel/errors";
import { defineImport, importColumn, importRows, type SourceFile } from "../../kernel/exchange";
import type { Id } from "../../kernel/ids";
import { writeTerms } from "../../kernel/search";
import { createBom } from "./create-bom";
import { Item, Unit } from "./item.model";
import { searchedItem } from "./item.resource";
import { gatherParts, giveCodes, type Part, type PartLine } from "./parts-list.rules";
import { effectiveBom, readKnown, type KnownParts } from "./parts-list.queries";
import { releaseBom } from "./release-bom";

/** A version of a bill of materials holds at most so many components. */
const MOST_PARTS = 500;
const PIECE = { code: "pcs", name: "件", places: 0 };

/** The product that a parts list is of. */
export interface ListedProduct {
  code: string;
  name: string;
}

/**
 * Reads a parts list (part, quantity, description) into a product: the finished item, a purchased item for each part, and
 * a bill of materials in force from today.
 *
 * A part is found again by its exact name. Lines that name the same part (blanks at the ends aside) are added up; names
 * that differ by case, underscore or width stay parts of their own; both are told in `notes`, so that the quantities of
 * the bill of materials are those of the file. The same file again changes nothing; another list for the same product
 * becomes its next version. Counts are of items and, for the product, of its bill.
 *
 * Creating items and putting a bill in force are asked for as rights of their own.
 */
export function importPartsList(
  ctx: Ctx,
  product: ListedProduct,
  file: SourceFile,
  options: { dryRun?: boolean } = {},
): Promise<PartsListAnswer> {
  return transact(ctx, async (tx) => {
    for (const permission of ["items.create", "boms.create", "boms.release"]) {
      if (!may(tx.actor, permission)) refuse("auth.forbidden", { permission });
    }
    const answer = await importRows(tx, definitionFor(product), file, options);
    const made = await effectiveBom(tx, product.code);
    return { ...answer, itemId: made?.itemId ?? null, bomVersionId: made?.bomVersionId ?? null };
  });
}

const columns = {
  part: importColumn.text({
    headings: ["物料", "Part Number", "Part", "Item", "料号", "名称", "物料名称", "零件", "零件号"],
    required: true,
    max: 128,
    tellsNearDuplicates: true,
  }),
  quantity: importColumn.quantity({
    headings: ["数量", "Quantity", "Qty", "用量"],
    required: true,
  }),
  description: importColumn.text({
    headings: ["描述", "Description", "规格", "说明", "备注"],
    required: false,
    max: 255,
  }),
};

interface Work {
  product: ListedProduct;
  known: KnownParts;
  parts: Part[];
  isNewBill: boolean;
}

const definitionFor = (product: ListedProduct) =>
  defineImport<typeof columns, Work>({
    name: "boms.importParts",
    columns,
    mostRows: MOST_PARTS,
    async check(_tx, rows) {
      // A product that is its own part is found here, by row, rather than as a cycle later.
      return rows.flatMap(({ row, values }) =>
        values.part === product.name || values.part === product.code
          ? [{ row, column: "part" as const, code: "import.part_is_product" }]
          : [],
      );
    },
    async plan(tx, rows) {
      const lines = rows.map(({ row, values }): PartLine => ({
        row,
        ...values,
        description: values.description ?? "",
      }));
      const parts = gatherParts(lines);
      const known = await readKnown(tx, product.code, parts);
      const isNewBill = !sameBill(parts, known);
      const created = parts.filter((part) => !known.itemIds.has(part.name)).length;
      const isNewProduct = known.productId === null;
      return {
        createdCount: created + (isNewProduct ? 1 : 0),
        changedCount: !isNewProduct && isNewBill ? 1 : 0,
        unchangedCount: parts.length - created + (isNewProduct || isNewBill ? 0 : 1),
        remarks: parts.filter(({ rows }) => rows.length > 1).map(addedUp),
        work: { product, known, parts, isNewBill },
      };
    },
    write: writeProduct,
  });

const addedUp = ({ name, quantity, rows }: Part) => ({
  code: "import.note.added_up",
  facts: { value: name, quantity },
  rows,
});

/** Whether the bill in force holds exactly these parts with these quantities. */
function sameBill(parts: readonly Part[], { itemIds, bill }: KnownParts): boolean {
  if (!bill || bill.size !== parts.length) return false;
  return parts.every(({ name, quantity }) => {
    const id = itemIds.get(name);
    return id !== undefined && bill.get(id) === quantity;
  });
}

async function writeProduct(tx: Tx, { product, known, parts, isNewBill }: Work): Promise<void> {
  const unitId = known.unitId ?? (await createPiece(tx));
  const missing = parts.filter(({ name }) => !known.itemIds.has(name));
  const codes = giveCodes(
    missing.map(({ name }) => name),
    [...known.takenCodes, product.code],
  );
  const bought = missing.map(({ name, description }) => ({
    id: tx.newId(),
    code: codes.get(name)!,
    name,
    spec: description,
    unitId,
    supplyMode: "buy" as const,
  }));
  const made = { ...product, id: known.productId ?? tx.newId(), spec: "", unitId };
  const items = known.productId ? bought : [{ ...made, supplyMode: "make" as const }, ...bought];
  await insertItems(tx, items);
  if (!isNewBill) return;
  const ids = new Map([...known.itemIds, ...bought.map(({ name, id }) => [name, id] as const)]);
  const components = parts.map(({ name, quantity }) => ({
    itemId: ids.get(name)!,
    perBase: quantity,
    scrapRate: "0",
    note: "",
    substitutes: [],
  }));
  const bill = {
    itemId: made.id,
    baseQuantity: "1",
    note: "",
    components,
    operations: [],
    byProducts: [],
  };
  const { id: bomVersionId, revision } = await createBom(tx, bill);
  await releaseBom(tx, { bomVersionId, revision, effectiveFrom: tx.today });
}

async function createPiece(tx: Tx): Promise<Id> {
  const id = tx.newId();
  await insertRow(tx, Unit, { id, ...PIECE });
  tx.record({ type: "unit", id, number: PIECE.code, before: null, after: PIECE });
  return id;
}

interface NewItem {
  id: Id;
  code: string;
  name: string;
  spec: string;
  unitId: Id;
  supplyMode: "make" | "buy";
}

async function insertItems(tx: Tx, items: readonly NewItem[]): Promise<void> {
  if (items.length === 0) return;
  await refusingDuplicates({ uq_items_code: "code" }, () => insertRows(tx, Item, [...items]));
  await writeTerms(tx, "item", items.map(searchedItem));
  for (const { id, ...after } of items) {
    tx.record({ type: "item", id, number: after.code, before: null, after });
  }
}
