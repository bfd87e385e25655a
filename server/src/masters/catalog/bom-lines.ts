import type { Bom, catalogContract, InputOf } from "@quanlian/shared/contract";
import { exact, ONE, sum } from "@quanlian/shared/domain";
import type { Ctx } from "../../kernel/access";
import { insertRows, type Tx } from "../../kernel/db";
import type { Faults } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { BomByProduct, BomComponent, BomSubstitute, RoutingOperation } from "./bom.model";
import { catalogNeighbours } from "./catalog-neighbours";
import { nameItems, type NamedItem } from "./item.queries";

type Input = InputOf<(typeof catalogContract)["boms.create"]>;
export type ComponentInput = Input["components"][number];
export type OperationInput = Input["operations"][number];
export type ByProductInput = Input["byProducts"][number];

/** The lines of a version as somebody typed them; an update leaves out what stays. */
export interface LinesInput {
  components?: readonly ComponentInput[] | undefined;
  operations?: readonly OperationInput[] | undefined;
  byProducts?: readonly ByProductInput[] | undefined;
}

/** Operations are numbered in tens, as on every routing card, so that one can be told between two others. */
const SEQUENCE_STEP = 10;

/** Notes every line that cannot stand: what it names is unknown, out of use, or goes where it cannot. */
export async function checkLines(
  ctx: Ctx,
  faults: Faults,
  permission: string,
  itemId: Id,
  { components = [], operations = [], byProducts = [] }: LinesInput,
): Promise<void> {
  const known = await nameItems(ctx, [
    ...components.flatMap((each) => [each.itemId, ...each.substitutes.map((one) => one.itemId)]),
    ...byProducts.map((each) => each.itemId),
  ]);
  components.forEach((component, at) => checkComponent(faults, itemId, component, at, known));
  checkByProducts(faults, itemId, byProducts, known);
  await checkOperations(ctx, faults, permission, operations);
}

function checkComponent(
  faults: Faults,
  parentId: Id,
  { itemId, substitutes }: ComponentInput,
  at: number,
  known: ReadonlyMap<Id, NamedItem>,
): void {
  checkItem(faults, ["components", at, "itemId"], parentId, itemId, known);
  const seen = new Set([itemId]);
  substitutes.forEach((substitute, place) => {
    const path = ["components", at, "substitutes", place, "itemId"];
    checkItem(faults, path, parentId, substitute.itemId, known);
    if (seen.has(substitute.itemId)) faults.add(path, "issue.duplicate");
    seen.add(substitute.itemId);
  });
}

function checkByProducts(
  faults: Faults,
  parentId: Id,
  byProducts: readonly ByProductInput[],
  known: ReadonlyMap<Id, NamedItem>,
): void {
  const seen = new Set<Id>();
  byProducts.forEach(({ itemId }, at) => {
    const path = ["byProducts", at, "itemId"];
    checkItem(faults, path, parentId, itemId, known);
    if (seen.has(itemId)) faults.add(path, "issue.duplicate");
    seen.add(itemId);
  });
  if (sum(byProducts.map(({ costShare }) => exact(costShare))) > ONE) {
    faults.add(["byProducts"], "issue.cost_shares");
  }
}

function checkItem(
  faults: Faults,
  path: (string | number)[],
  parentId: Id,
  itemId: Id,
  known: ReadonlyMap<Id, NamedItem>,
): void {
  const item = known.get(itemId);
  if (!item) faults.unknown(path, itemId);
  else if (itemId === parentId) faults.add(path, "issue.component_is_parent");
  else if (!item.active) faults.add(path, "issue.item_inactive", { code: item.code });
}

async function checkOperations(
  ctx: Ctx,
  faults: Faults,
  permission: string,
  operations: readonly OperationInput[],
): Promise<void> {
  const neighbours = catalogNeighbours();
  const centerIds = operations.flatMap(({ workCenterId }) => workCenterId ?? []);
  const supplierIds = operations.flatMap(({ supplierId }) => supplierId ?? []);
  const centers =
    centerIds.length === 0 ? new Set() : await neighbours.knownWorkCenters(ctx, centerIds);
  const suppliers =
    supplierIds.length === 0
      ? new Set()
      : await neighbours.knownSuppliers(ctx, permission, supplierIds);
  operations.forEach(({ workCenterId, supplierId, subcontracted }, at) => {
    if (workCenterId && !centers.has(workCenterId)) {
      faults.unknown(["operations", at, "workCenterId"], workCenterId);
    }
    if (!supplierId) return;
    const path = ["operations", at, "supplierId"];
    if (!suppliers.has(supplierId)) faults.unknown(path, supplierId);
    else if (!subcontracted) faults.add(path, "issue.supplier_without_subcontract");
  });
}

/** What tells a reader of a version whether there is anything to read of either. */
export const lineFlags = ({ components, byProducts }: LinesInput) => ({
  ...(components && {
    hasSubstitutes: components.some(({ substitutes }) => substitutes.length > 0),
  }),
  ...(byProducts && { hasByProducts: byProducts.length > 0 }),
});

export async function insertComponents(
  tx: Tx,
  bomVersionId: Id,
  components: readonly ComponentInput[],
): Promise<void> {
  await insertRows(
    tx,
    BomComponent,
    components.map(({ substitutes: _, ...component }, at) => ({
      ...component,
      bomVersionId,
      lineNo: at + 1,
    })),
  );
  await insertRows(
    tx,
    BomSubstitute,
    components.flatMap(({ substitutes }, at) =>
      substitutes.map((substitute, place) => ({
        ...substitute,
        bomVersionId,
        lineNo: at + 1,
        priority: place + 1,
      })),
    ),
  );
}

/** Rates that an operation of the same name had: whoever may not see them carries them on unseen. */
export type FormerRates = Pick<
  Bom["operations"][number],
  "name" | "pieceRate" | "subcontractPrice"
>;

export const insertOperations = (
  tx: Tx,
  bomVersionId: Id,
  operations: readonly OperationInput[],
  former: readonly FormerRates[],
) =>
  insertRows(
    tx,
    RoutingOperation,
    operations.map((operation, at) => {
      const kept = former.find(({ name }) => name === operation.name);
      return {
        ...operation,
        pieceRate: operation.pieceRate ?? kept?.pieceRate ?? "0",
        subcontractPrice: operation.subcontractPrice ?? kept?.subcontractPrice ?? "0",
        bomVersionId,
        sequence: (at + 1) * SEQUENCE_STEP,
      };
    }),
  );

export const insertByProducts = (tx: Tx, bomVersionId: Id, byProducts: readonly ByProductInput[]) =>
  insertRows(
    tx,
    BomByProduct,
    byProducts.map((byProduct, at) => ({ ...byProduct, bomVersionId, lineNo: at + 1 })),
  );
