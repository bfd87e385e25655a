import type {
  ExportQuery,
  ListAnswer,
  ListFields,
  ListQuery,
  MadeFile,
} from "@quanlian/shared/contract";
import type { Ctx } from "../access/ctx";
import type { Resource } from "../fields/define-resource";
import { countRows, listRows } from "./list-rows";
import { withView } from "./saved-views";

/** What answers the three operations of a list. */
export type ListHandlers<N extends string, F extends ListFields> = {
  [K in `${N}.list`]: (ctx: Ctx, query: ListQuery<F>) => Promise<ListAnswer<F>>;
} & {
  [K in `${N}.count`]: (
    ctx: Ctx,
    query: Pick<ListQuery<F>, "search" | "filter" | "view">,
  ) => Promise<{ count: number }>;
} & { [K in `${N}.export`]: (ctx: Ctx, asked: ExportQuery<F>) => Promise<MadeFile> };

/** Writes a list into a file: `kernel/exchange` does it, and is handed in, for it stands above lists. */
export type Exporter = <F extends ListFields>(
  ctx: Ctx,
  resource: Resource<string, F>,
  asked: ExportQuery<F>,
) => Promise<MadeFile>;

/** `<name>.list`, `<name>.count` and `<name>.export` of a resource, to be spread into `implement`. */
export function makeListHandlers<N extends string, F extends ListFields>(
  resource: Resource<N, F>,
  exportRows: Exporter,
): ListHandlers<N, F> {
  const { name, permission } = resource.list;
  const plain = resource as unknown as Resource<string, F>;
  return {
    [`${name}.list`]: async (ctx: Ctx, query: ListQuery<F>) =>
      listRows(ctx, plain, await withView(ctx, plain, permission, query)),
    [`${name}.count`]: async (ctx: Ctx, query: ListQuery<F>) => ({
      count: await countRows(ctx, plain, await withView(ctx, plain, permission, query)),
    }),
    [`${name}.export`]: (ctx: Ctx, asked: ExportQuery<F>) => exportRows(ctx, plain, asked),
  } as unknown as ListHandlers<N, F>;
}
