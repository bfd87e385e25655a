import type { StocktakeView } from "@quanlian/shared/contract";
import type { Day } from "@quanlian/shared/domain";
import { may, type Ctx } from "../../kernel/access";
import { refuseNotFound } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { stocktakeStates, type StocktakeState } from "./stocktake.states";

interface Row {
  id: Id;
  number: string;
  state: StocktakeState;
  revision: number;
  warehouseId: Id;
  warehouseName: string;
  scope: StocktakeView["scope"];
  blind: boolean;
  freezes: boolean;
  countedOn: Day;
  note: string | null;
  startedAt: Date | null;
  postedAt: Date | null;
  cancelledAt: Date | null;
  lineCount: number;
  countedCount: number;
  differingCount: number;
}

/** What a line differs from the books by; nothing while it is not counted. */
export const DIFFERS = `(n.counted_quantity <> n.book_quantity OR n.counted_catch_quantity <> n.book_catch_quantity
  OR COALESCE(n.counted_serials, '') <> COALESCE(n.book_serials, ''))`;

/** One stocktake with how far it is. Of a blind one nobody learns what differs before it is posted. */
export async function findStocktake(ctx: Ctx, stocktakeId: Id): Promise<StocktakeView> {
  const row = await ctx.row<Row>(
    `SELECT s.id, s.number, s.state, s.revision, s.warehouse_id AS warehouseId, w.name AS warehouseName, s.scope, s.blind,
       s.freezes, s.counted_on AS countedOn, s.note, s.started_at AS startedAt, s.posted_at AS postedAt,
       s.cancelled_at AS cancelledAt, COUNT(n.id) AS lineCount, COUNT(n.counted_quantity) AS countedCount,
       COUNT(CASE WHEN ${DIFFERS} THEN 1 END) AS differingCount
     FROM stocktakes s
       JOIN warehouses w ON w.tenant_id = :tenant AND w.id = s.warehouse_id
       LEFT JOIN stocktake_lines n ON n.tenant_id = :tenant AND n.stocktake_id = s.id
     WHERE s.tenant_id = :tenant AND s.id = :stocktakeId
     GROUP BY s.id`,
    { stocktakeId },
  );
  if (!row) refuseNotFound("stocktake");
  const hidden = row.blind && row.state !== "posted";
  return {
    ...row,
    note: row.note ?? "",
    differingCount: hidden ? null : row.differingCount,
    startedAt: row.startedAt?.toISOString() ?? null,
    postedAt: row.postedAt?.toISOString() ?? null,
    cancelledAt: row.cancelledAt?.toISOString() ?? null,
    actions: actionsFor(ctx, row.state),
  };
}

const whileCounting = (state: StocktakeState) => state === "counting";

const offered: readonly [action: string, when: (state: StocktakeState) => boolean][] = [
  ["stocktakes.start", (state) => stocktakeStates.allows(state, "start")],
  ["stocktakes.enterCounts", whileCounting],
  ["stocktakes.recount", whileCounting],
  ["stocktakes.post", (state) => stocktakeStates.allows(state, "post")],
  ["stocktakes.cancel", (state) => stocktakeStates.allows(state, "cancel")],
];

const actionsFor = (ctx: Ctx, state: StocktakeState) =>
  offered
    .filter(([action, when]) => when(state) && may(ctx.actor, action))
    .map(([action]) => action);
