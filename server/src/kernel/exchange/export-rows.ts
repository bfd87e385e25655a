import type { ExportQuery, ListFields, ListQuery, MadeFile } from "@quanlian/shared/contract";
import { translate } from "@quanlian/shared/locale";
import type { Ctx } from "../access/ctx";
import { refuse } from "../errors/refusal";
import type { BoundField, Resource } from "../fields/define-resource";
import type { Id } from "../ids/id";
import { shownFields } from "../lists/check-query";
import { countRows, listRows } from "../lists/list-rows";
import { withView } from "../lists/saved-views";
import { cellOf, type Cell } from "./cells";
import { writeCsv } from "./csv-file";
import { writeSheet } from "./excel-file";

const MOST_ROWS = 50_000;
const ROWS_PER_PAGE = 2_000;
/** What comes along in the answer; larger files are left in the file store. */
const LARGEST_IN_ANSWER = 2_000_000;

const MIMES = {
  csv: "text/csv; charset=utf-8",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
} as const;

/** Keeps an exported file until its maker fetches it. `kernel/files` is plugged in by `main`. */
export type KeepFile = (
  ctx: Ctx,
  file: { name: string; mime: string; bytes: Buffer },
) => Promise<Id>;

let keepFile: KeepFile | null = null;

/** Plugs the file store in. Without one, an export over 2 MB is refused as too large. */
export function installExportStore(keep: KeepFile): void {
  keepFile = keep;
}

/**
 * Writes the rows that a query finds into a CSV or Excel file: the same columns, masks and row rule as the list under the
 * permission `<name>.export`, read page by page. More than 50,000 rows are refused before the first is read: a file that
 * silently lacks its end is worse than none.
 *
 * @throws Refusal `export.too_large`, and what the list itself refuses
 */
export async function exportRows<F extends ListFields>(
  ctx: Ctx,
  resource: Resource<string, F>,
  { format, query = {} }: ExportQuery<F>,
): Promise<MadeFile> {
  const permission = `${resource.list.name}.export`;
  const asked = await withView(ctx, resource, permission, query as ListQuery<F>);
  const count = await countRows(ctx, resource, asked, { permission });
  if (count > MOST_ROWS) refuse("export.too_large", { count, limit: MOST_ROWS });
  const columns = columnsOf(ctx, resource, permission, asked);
  const rows = await cellsOf(ctx, resource, permission, asked, columns);
  const headings = columns.map(({ labelKey }) => translate(ctx.language, labelKey));
  const bytes =
    format === "csv"
      ? writeCsv([headings.map((text): Cell => ({ kind: "text", text })), ...rows])
      : await writeSheet(resource.list.name, headings, rows);
  const file = { name: `${resource.list.name}-${ctx.today}.${format}`, mime: MIMES[format], bytes };
  return answer(ctx, file, rows.length);
}

function columnsOf<F extends ListFields>(
  ctx: Ctx,
  resource: Resource<string, F>,
  permission: string,
  query: ListQuery<F>,
): BoundField[] {
  if (!query.columns) return shownFields(ctx, resource as unknown as Resource, permission);
  return [...new Set(query.columns)].flatMap((name) => resource.fields.get(name) ?? []);
}

async function cellsOf<F extends ListFields>(
  ctx: Ctx,
  resource: Resource<string, F>,
  permission: string,
  query: ListQuery<F>,
  columns: readonly BoundField[],
): Promise<Cell[][]> {
  const cells: Cell[][] = [];
  const names = columns.map(({ name }) => name);
  const options = { permission, largestPage: ROWS_PER_PAGE };
  let cursor: string | undefined;
  do {
    const page = { ...query, columns: names, limit: ROWS_PER_PAGE, cursor };
    const { rows, nextCursor } = await listRows(ctx, resource, page, options);
    for (const row of rows) {
      const values: Record<string, unknown> = row;
      cells.push(
        columns.map((each) => cellOf(ctx, resource.list.subject, each, values[each.name])),
      );
    }
    // Rows may be added while we read; the limit holds all the same.
    if (cells.length > MOST_ROWS)
      refuse("export.too_large", { count: cells.length, limit: MOST_ROWS });
    cursor = nextCursor ?? undefined;
  } while (cursor !== undefined);
  return cells;
}

async function answer(
  ctx: Ctx,
  file: { name: string; mime: string; bytes: Buffer },
  rowCount: number,
): Promise<MadeFile> {
  const { name, mime, bytes } = file;
  if (bytes.length <= LARGEST_IN_ANSWER) {
    return { name, mime, rowCount, contentBase64: bytes.toString("base64"), fileId: null };
  }
  if (!keepFile) refuse("export.too_large", { count: rowCount, limit: MOST_ROWS });
  return { name, mime, rowCount, contentBase64: null, fileId: await keepFile(ctx, file) };
}
