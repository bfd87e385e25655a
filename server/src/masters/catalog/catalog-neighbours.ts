import type { Exact } from "@quanlian/shared/domain";
import type { Ctx } from "../../kernel/access";
import { assert } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";

type Known = (ctx: Ctx, ids: readonly Id[]) => Promise<ReadonlySet<Id>>;

/** A record of another master as files name it. */
export interface Coded {
  id: Id;
  code: string;
}
type ByCode = (ctx: Ctx, codes: readonly string[]) => Promise<readonly Coded[]>;

/** Records of others that items and routings name: which of these ids does the tenant have in use? `main` plugs it in. */
export interface CatalogNeighbours {
  /** Those that the actor may name under the permission. */
  knownSuppliers(ctx: Ctx, permission: string, ids: readonly Id[]): Promise<ReadonlySet<Id>>;
  knownWarehouses: Known;
  knownWorkCenters: Known;
  /** What an hour of these work centers costs, in 元. */
  centerRates(ctx: Ctx, ids: readonly Id[]): Promise<ReadonlyMap<Id, Exact>>;
  /** Those of these items whose stock has moved: what tells their stock apart can no longer change. */
  movedItems: Known;
  /** The same by their codes, for files. */
  suppliersByCode(
    ctx: Ctx,
    permission: string,
    codes: readonly string[],
  ): Promise<readonly Coded[]>;
  warehousesByCode: ByCode;
  workCentersByCode: ByCode;
}

let installed: CatalogNeighbours | null = null;

export function installCatalogNeighbours(neighbours: CatalogNeighbours): void {
  installed = neighbours;
}

export function catalogNeighbours(): CatalogNeighbours {
  assert(installed, "nobody answers for the catalog's neighbours");
  return installed;
}
