import type { Cents, Day } from "@quanlian/shared/domain";
import { rowPredicate, type Ctx } from "../../kernel/access";
import { refuseNotFound } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import type { CostSource, QuotedRecipe, ShipTo } from "./quote.model";
import { quotePolicy } from "./quote.policy";
import type { QuoteState } from "./quote.states";

export interface QuoteHead {
  id: Id;
  number: string;
  revisionNo: number;
  firstQuoteId: Id;
  latest: boolean;
  state: QuoteState;
  revision: number;
  customerId: Id;
  dealId: Id | null;
  ownerId: Id | null;
  departmentId: Id | null;
  title: string | null;
  quotedOn: Day;
  validUntil: Day | null;
  requestedOn: Day | null;
  customerReference: string | null;
  pricesIncludeTax: boolean;
  paymentTermId: Id | null;
  paymentTermName: string | null;
  shipTo: ShipTo | null;
  terms: string | null;
  note: string | null;
  internalNote: string | null;
  inclCents: Cents;
  exclCents: Cents;
  taxCents: Cents;
  acceptedInclCents: Cents | null;
  costCents: Cents | null;
  marginCents: Cents | null;
  sentAt: Date | null;
  answeredAt: Date | null;
  closedReason: string | null;
  orderId: Id | null;
}

export interface LineRecord {
  id: Id;
  lineKey: Id;
  lineNo: number;
  mode: "standard" | "custom" | "dropship" | "project";
  itemId: Id | null;
  itemCode: string | null;
  itemName: string | null;
  itemSpec: string | null;
  description: string | null;
  unitId: Id | null;
  unitName: string | null;
  warehouseId: Id | null;
  taxRate: string;
  deliveryDays: number | null;
  optional: boolean;
  note: string | null;
  unitCost: string | null;
  costSource: CostSource | null;
  recipe: QuotedRecipe | null;
  fileIds: Id[];
  inclCents: Cents;
  exclCents: Cents;
  taxCents: Cents;
  answer: "accepted" | "rejected" | null;
  chosenBreakNo: number | null;
  answeredAt: Date | null;
  answeredBy: string | null;
  breaks: BreakRecord[];
}

export interface BreakRecord {
  lineId: Id;
  breakNo: number;
  quantity: string;
  unitPrice: string;
  priceListCode: string | null;
  discountRate: string;
  netPrice: string;
  inclCents: Cents;
  exclCents: Cents;
  taxCents: Cents;
  costCents: Cents | null;
}

/** A customer reads what was sent to him, and of that only what is his. */
const ownPredicate = (ctx: Ctx, alias: string) =>
  ctx.actor.kind === "customer" ? `${alias}.customer_id = :party` : "1 = 1";

const sentOnly = (ctx: Ctx) => (ctx.actor.kind === "customer" ? "q.sent_at IS NOT NULL" : "1 = 1");

/** One quote that the actor may see under the permission; anything else, and a draft of ours to its customer, is not found. */
export async function findHead(ctx: Ctx, permission: string, quoteId: Id): Promise<QuoteHead> {
  const found = await ctx.row<Omit<QuoteHead, "shipTo"> & { shipTo: string | null }>(
    `SELECT q.id, q.number, q.revision_no AS revisionNo, q.first_quote_id AS firstQuoteId, q.latest, q.state, q.revision,
       q.customer_id AS customerId, q.deal_id AS dealId, q.owner_id AS ownerId, q.department_id AS departmentId, q.title,
       q.quoted_on AS quotedOn, q.valid_until AS validUntil, q.requested_on AS requestedOn,
       q.customer_reference AS customerReference, q.prices_include_tax AS pricesIncludeTax,
       q.payment_term_id AS paymentTermId, q.payment_term_name AS paymentTermName, q.ship_to AS shipTo, q.terms, q.note,
       q.internal_note AS internalNote, q.incl_cents AS inclCents, q.excl_cents AS exclCents, q.tax_cents AS taxCents,
       q.accepted_incl_cents AS acceptedInclCents, q.cost_cents AS costCents, q.margin_cents AS marginCents,
       q.sent_at AS sentAt, q.answered_at AS answeredAt, q.closed_reason AS closedReason, q.order_id AS orderId
     FROM quotes q WHERE q.tenant_id = :tenant AND q.id = :quoteId
       AND ${rowPredicate(ctx.actor, quotePolicy, permission, "q")} AND ${sentOnly(ctx)}`,
    { quoteId },
  );
  if (!found) refuseNotFound("quote");
  return { ...found, shipTo: found.shipTo === null ? null : (JSON.parse(found.shipTo) as ShipTo) };
}

type StoredLine = Omit<LineRecord, "recipe" | "fileIds" | "breaks"> & {
  recipe: string | null;
  fileIds: string;
};

/** The lines of a quote whose header was found (or locked) within the actor's rule, with all their quantities. */
export async function readLines(ctx: Ctx, quoteId: Id): Promise<LineRecord[]> {
  const lines = await ctx.rows<StoredLine>(
    `SELECT l.id, l.line_key AS lineKey, l.line_no AS lineNo, l.mode, l.item_id AS itemId, l.item_code AS itemCode,
       l.item_name AS itemName, l.item_spec AS itemSpec, l.description, l.unit_id AS unitId, l.unit_name AS unitName,
       l.warehouse_id AS warehouseId, l.tax_rate AS taxRate, l.delivery_days AS deliveryDays, l.optional, l.note,
       l.unit_cost AS unitCost, l.cost_source AS costSource, l.recipe, l.file_ids AS fileIds, l.incl_cents AS inclCents,
       l.excl_cents AS exclCents, l.tax_cents AS taxCents, l.answer, l.chosen_break_no AS chosenBreakNo,
       l.answered_at AS answeredAt, l.answered_by AS answeredBy
     FROM quote_lines l WHERE l.tenant_id = :tenant AND l.quote_id = :quoteId AND ${ownPredicate(ctx, "l")}
     ORDER BY l.line_no`,
    { quoteId },
  );
  const breaks = await ctx.rows<BreakRecord>(
    `SELECT b.line_id AS lineId, b.break_no AS breakNo, b.quantity, b.unit_price AS unitPrice,
       b.price_list_code AS priceListCode,
       b.discount_rate AS discountRate, b.net_price AS netPrice, b.incl_cents AS inclCents, b.excl_cents AS exclCents,
       b.tax_cents AS taxCents, b.cost_cents AS costCents
     FROM quote_breaks b WHERE b.tenant_id = :tenant AND b.quote_id = :quoteId AND ${ownPredicate(ctx, "b")}
     ORDER BY b.line_id, b.break_no`,
    { quoteId },
  );
  const byLine = new Map<Id, BreakRecord[]>(lines.map((line) => [line.id, []]));
  for (const one of breaks) byLine.get(one.lineId)?.push(one);
  return lines.map((line) => ({
    ...line,
    recipe: line.recipe === null ? null : (JSON.parse(line.recipe) as QuotedRecipe),
    fileIds: JSON.parse(line.fileIds) as Id[],
    breaks: byLine.get(line.id) ?? [],
  }));
}

export interface CommentRecord {
  id: Id;
  quoteId: Id;
  lineId: Id | null;
  side: "us" | "customer";
  authorName: string;
  text: string;
  createdAt: Date;
}

const MOST_COMMENTS = 500;

/** What both sides have said through all revisions, the newest 500, in the order in which it was said. */
export async function readComments(ctx: Ctx, firstQuoteId: Id): Promise<CommentRecord[]> {
  const rows = await ctx.rows<CommentRecord>(
    `SELECT c.id, c.quote_id AS quoteId, c.line_id AS lineId, c.side, c.author_name AS authorName, c.text,
       c.created_at AS createdAt
     FROM quote_comments c
     WHERE c.tenant_id = :tenant AND c.first_quote_id = :firstQuoteId AND ${ownPredicate(ctx, "c")}
     ORDER BY c.id DESC LIMIT ${MOST_COMMENTS}`,
    { firstQuoteId },
  );
  return rows.reverse();
}

export interface RevisionRecord {
  id: Id;
  revisionNo: number;
  state: QuoteState;
  inclCents: Cents;
  createdAt: Date;
}

/** All revisions of a quote (to its customer those that were sent), the first one first. */
export const readRevisions = (ctx: Ctx, firstQuoteId: Id): Promise<RevisionRecord[]> =>
  ctx.rows(
    `SELECT q.id, q.revision_no AS revisionNo, q.state, q.incl_cents AS inclCents, q.created_at AS createdAt
     FROM quotes q WHERE q.tenant_id = :tenant AND q.first_quote_id = :firstQuoteId
       AND ${ownPredicate(ctx, "q")} AND ${sentOnly(ctx)} ORDER BY q.revision_no`,
    { firstQuoteId },
  );

export interface QuoteRecord {
  head: QuoteHead;
  lines: LineRecord[];
  comments: CommentRecord[];
  revisions: RevisionRecord[];
}

/** One quote, whole: five statements, however many lines. */
export async function findQuote(ctx: Ctx, permission: string, quoteId: Id): Promise<QuoteRecord> {
  const head = await findHead(ctx, permission, quoteId);
  return {
    head,
    lines: await readLines(ctx, quoteId),
    comments: await readComments(ctx, head.firstQuoteId),
    revisions: await readRevisions(ctx, head.firstQuoteId),
  };
}
