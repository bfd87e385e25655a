import { exactFromInteger, type Exact } from "@quanlian/shared/domain";
import type { Id } from "../../kernel/ids";
import { NONE } from "./stock.types";

/** How an item's goods are told apart, as its master says. */
export interface Tracked {
  code: string;
  kind: "goods" | "service";
  tracking: "none" | "lot" | "serial";
}

export interface TrackedLine {
  itemId: Id;
  lotId: Id;
  quantity: Exact;
  serials?: readonly string[] | null;
}

export interface TrackingFault {
  field: "itemId" | "lot" | "serials";
  code: string;
  facts: Record<string, unknown>;
}

/** What a line lacks, or names that does not belong to its item; undefined when it is as it should be. */
export function trackingFault(line: TrackedLine, item: Tracked): TrackingFault | undefined {
  const { code, tracking } = item;
  const serials = line.serials ?? [];
  if (item.kind === "service")
    return { field: "itemId", code: "issue.service_no_stock", facts: { code } };
  if (line.quantity === 0n && serials.length === 0) return undefined;
  if (tracking === "lot" && line.lotId === NONE)
    return { field: "lot", code: "issue.lot_required", facts: { code } };
  if (tracking === "none" && line.lotId !== NONE)
    return { field: "lot", code: "issue.lot_untracked", facts: { code } };
  if (tracking !== "serial")
    return serials.length > 0
      ? { field: "serials", code: "issue.serials_untracked", facts: { code } }
      : undefined;
  const quantity = line.quantity < 0n ? -line.quantity : line.quantity;
  const isEach = quantity === exactFromInteger(serials.length);
  const isOnce = new Set(serials.map((number) => number.toLowerCase())).size === serials.length;
  if (!isEach || !isOnce)
    return {
      field: "serials",
      code: "issue.serials_count",
      facts: { code, count: serials.length },
    };
  return undefined;
}
