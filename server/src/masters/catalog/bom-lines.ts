import type { catalogContract, InputOf } from "@quanlian/shared/contract";
import type { Ctx } from "../../kernel/access";
import { insertRows, type Tx } from "../../kernel/db";
import type { Faults } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { BomComponent, RoutingOperation } from "./bom.model";
import { catalogNeighbours } from "./catalog-neighbours";
import { nameItems } from "./item.queries";

type Input = InputOf<(typeof catalogContract)["boms.create"]>;
export type ComponentInput = Input["components"][number];
export type OperationInput = Input["operations"][number];

/** Operations are numbered in tens, as on every routing card, so that one can be told between two others. */
const SEQUENCE_STEP = 10;

/** Notes every component that cannot go into the item: unknown, out of use, or the item itself. */
export async function checkComponents(
  ctx: Ctx,
  faults: Faults,
  itemId: Id,
  components: readonly ComponentInput[],
): Promise<void> {
  const known = await nameItems(
    ctx,
    components.map((component) => component.itemId),
  );
  components.forEach((component, at) => {
    const path = ["components", at, "itemId"];
    const item = known.get(component.itemId);
    if (!item) faults.unknown(path, component.itemId);
    else if (component.itemId === itemId) faults.add(path, "issue.component_is_parent");
    else if (!item.active) faults.add(path, "issue.item_inactive", { code: item.code });
  });
}

/** Notes every operation whose work center is unknown or out of use. */
export async function checkOperations(
  ctx: Ctx,
  faults: Faults,
  operations: readonly OperationInput[],
): Promise<void> {
  const named = operations.flatMap(({ workCenterId }) => (workCenterId ? [workCenterId] : []));
  if (named.length === 0) return;
  const known = await catalogNeighbours().knownWorkCenters(ctx, named);
  operations.forEach(({ workCenterId }, at) => {
    if (workCenterId && !known.has(workCenterId)) {
      faults.unknown(["operations", at, "workCenterId"], workCenterId);
    }
  });
}

export const insertComponents = (tx: Tx, bomVersionId: Id, components: readonly ComponentInput[]) =>
  insertRows(
    tx,
    BomComponent,
    components.map((component, at) => ({ ...component, bomVersionId, lineNo: at + 1 })),
  );

export const insertOperations = (tx: Tx, bomVersionId: Id, operations: readonly OperationInput[]) =>
  insertRows(
    tx,
    RoutingOperation,
    operations.map((operation, at) => ({
      ...operation,
      bomVersionId,
      sequence: (at + 1) * SEQUENCE_STEP,
    })),
  );
