import type { InputOf, quotesContract } from "@quanlian/shared/contract";
import type { Day } from "@quanlian/shared/domain";
import type { Ctx } from "../../kernel/access";
import { insertRow, insertRows, loadForUpdate, transact, type Tx } from "../../kernel/db";
import { Faults, refuse } from "../../kernel/errors";
import { attachFiles } from "../../kernel/files";
import type { Id } from "../../kernel/ids";
import { prefixes, takeNumber } from "../../kernel/numbering";
import { writeTerms } from "../../kernel/search";
import {
  findCustomerTerms,
  findNamedCustomer,
  findPaymentTerm,
  ownerOf,
  type CustomerTerms,
} from "../../masters/parties";
import { checkLines, type CheckedLine } from "./check-lines";
import { quoteNeighbours } from "./quote-neighbours";
import type { QuoteInput } from "./quote.events";
import { Quote, QuoteBreak, QuoteLine } from "./quote.model";
import { quotePolicy } from "./quote.policy";
import { findQuote, readLines } from "./quote.queries";
import { searchedQuote } from "./quote.resource";
import { totalQuote } from "./quote.rules";
import { quoteStates } from "./quote.states";

/** Writes down an offer as a draft. It belongs to whoever serves the customer; without one, to whoever writes it. */
export function createQuote(ctx: Ctx, input: QuoteInput) {
  return transact(ctx, async (tx) => {
    const customer = await findNamedCustomer(tx, "quotes.create", input.customerId);
    const written = await writeNewQuote(tx, "quotes.create", input, customer);
    return findQuote(tx, "quotes.create", written);
  });
}

async function writeNewQuote(
  tx: Tx,
  permission: string,
  input: QuoteInput,
  customer: CustomerTerms,
): Promise<Id> {
  const header = await headerOf(tx, input, customer);
  const lines = await checkLines(tx, permission, input, customer.taxRate);
  const id = tx.newId();
  const number = await takeNumber(tx, prefixes.quote);
  const totals = totalQuote(lines);
  const owner = ownerOf(tx, customer);
  const quote = { id, number, customerId: customer.id, ...owner, ...header, ...totals };
  await insertRow(tx, Quote, {
    ...quote,
    revisionNo: 1,
    firstQuoteId: id,
    latest: true,
    state: quoteStates.initial,
    quotedOn: tx.today,
  });
  await writeLines(tx, quote, lines, new Map());
  await hangFiles(tx, quote, lines, new Set());
  await writeTerms(tx, "quote", [searchedQuote(quote)]);
  tx.record({
    ...{ type: "quote", id, number, ...owner },
    before: null,
    after: { state: quoteStates.initial, revisionNo: 1, lines: lines.length, ...totals },
  });
  return id;
}

/** What is typed beside the lines, as the header keeps it. A term is kept by its name as well. */
async function headerOf(
  tx: Tx,
  input: Omit<QuoteInput, "customerId" | "lines">,
  customer: CustomerTerms,
) {
  const termId = input.paymentTermId ?? customer.paymentTerm?.id ?? null;
  const term = termId === null ? undefined : await findPaymentTerm(tx, termId);
  if (input.paymentTermId !== undefined && !term) {
    const faults = new Faults(tx.language);
    faults.unknown(["paymentTermId"], input.paymentTermId);
    faults.refuse();
  }
  return {
    dealId: await namedDeal(tx, input.dealId, customer.id),
    title: input.title ?? null,
    validUntil: (input.validUntil as Day | undefined) ?? null,
    requestedOn: (input.requestedOn as Day | undefined) ?? null,
    customerReference: input.customerReference ?? null,
    pricesIncludeTax: input.pricesIncludeTax,
    paymentTermId: term?.id ?? null,
    paymentTermName: term?.name ?? null,
    shipTo: input.shipTo ? { addressId: null, ...input.shipTo } : null,
    terms: input.terms ?? null,
    note: input.note ?? null,
    internalNote: input.internalNote ?? null,
  };
}

/** Only a deal within the actor's reach can be named, and only one of the same customer. */
async function namedDeal(tx: Tx, dealId: Id | undefined, customerId: Id): Promise<Id | null> {
  if (dealId === undefined) return null;
  const deal = await quoteNeighbours().findNamedDeal(tx, dealId);
  if (deal?.customerId === customerId) return dealId;
  const faults = new Faults(tx.language);
  faults.unknown(["dealId"], dealId);
  return faults.refuse() as never;
}

interface Written {
  id: Id;
  number: string;
  customerId: Id;
  ownerId: Id | null;
  departmentId: Id | null;
}

/** Writes the lines with their quantities; a line that takes another's place keeps its key through the revisions. */
async function writeLines(
  tx: Tx,
  { id: quoteId, customerId }: Pick<Written, "id" | "customerId">,
  lines: readonly CheckedLine[],
  keys: ReadonlyMap<Id, Id>,
): Promise<void> {
  const rows = lines.map(({ breaks, lineId, ...line }) => {
    const id = tx.newId();
    const { inclCents, exclCents, taxCents } = breaks[0]!;
    return {
      row: {
        ...{ ...line, id, quoteId, customerId, inclCents, exclCents, taxCents },
        lineKey: (lineId && keys.get(lineId)) ?? id,
      },
      breaks: breaks.map((one) => ({ ...one, quoteId, lineId: id, customerId })),
    };
  });
  await insertRows(
    tx,
    QuoteLine,
    rows.map(({ row }) => row),
  );
  await insertRows(
    tx,
    QuoteBreak,
    rows.flatMap(({ breaks }) => breaks),
  );
}

/** Drawings that are new hang on this quote from now on; those that were there before stay where they hang. */
async function hangFiles(
  tx: Tx,
  quote: Written,
  lines: readonly CheckedLine[],
  known: ReadonlySet<Id>,
): Promise<void> {
  const fresh = lines.flatMap(({ fileIds }) => fileIds.filter((id) => !known.has(id)));
  const { id, customerId, ownerId, departmentId } = quote;
  await attachFiles(
    tx,
    [...new Set(fresh)],
    { type: "quote", id, customerId, ownerId, departmentId },
    ["fileIds"],
  );
}

/** Replaces the content of a draft. */
export function updateQuote(
  ctx: Ctx,
  { quoteId, revision, ...input }: InputOf<(typeof quotesContract)["quotes.update"]>,
) {
  return transact(ctx, async (tx) => {
    const quote = await loadForUpdate(tx, Quote, quotePolicy, "quotes.update", quoteId);
    quote.expectRevision(revision);
    if (quote.state !== "draft") refuse("quote.frozen", { state: quote.state });
    const customer = (await findCustomerTerms(tx, quote.customerId))!;
    const before = await readLines(tx, quoteId);
    refuseStrangeLines(tx, input.lines, new Set(before.map((line) => line.id)));
    const header = await headerOf(tx, input, customer);
    const draft = { ...input, customerId: quote.customerId };
    const lines = await checkLines(tx, "quotes.update", draft, customer.taxRate);
    await removeLines(tx, quoteId);
    await writeLines(tx, quote, lines, new Map(before.map((line) => [line.id, line.lineKey])));
    await hangFiles(tx, quote, lines, new Set(before.flatMap((line) => line.fileIds)));
    const beforeTotals = { lines: before.length, inclCents: quote.inclCents };
    Object.assign(quote, header, totalQuote(lines));
    await quote.saveRevision(tx);
    await writeTerms(tx, "quote", [searchedQuote(quote)]);
    tx.record({
      ...changeOf(quote),
      before: beforeTotals,
      after: { lines: lines.length, inclCents: quote.inclCents },
    });
    return findQuote(tx, "quotes.update", quoteId);
  });
}

/** A line takes the place of one of this very quote, and of that alone. */
function refuseStrangeLines(tx: Tx, lines: QuoteInput["lines"], known: ReadonlySet<Id>): void {
  const faults = new Faults(tx.language);
  const taken = new Set<Id>();
  lines.forEach(({ lineId }, at) => {
    if (lineId === undefined) return;
    if (!known.has(lineId)) faults.unknown(["lines", at, "lineId"], lineId);
    else if (taken.has(lineId)) faults.add(["lines", at, "lineId"], "issue.duplicate");
    taken.add(lineId);
  });
  faults.refuse();
}

async function removeLines(tx: Tx, quoteId: Id): Promise<void> {
  await tx.write("DELETE FROM quote_breaks WHERE tenant_id = :tenant AND quote_id = :quoteId", {
    quoteId,
  });
  await tx.write("DELETE FROM quote_lines WHERE tenant_id = :tenant AND quote_id = :quoteId", {
    quoteId,
  });
}

/** Whom a change concerns, for the audit and for live events: the customer hears only of what was sent to him. */
export const changeOf = (quote: Written & { sentAt: Date | null }) => ({
  type: "quote",
  id: quote.id,
  number: quote.number,
  ownerId: quote.ownerId,
  departmentId: quote.departmentId,
  ...(quote.sentAt ? { customerId: quote.customerId } : {}),
});

/** Begins a new quote from another one, with today's costs; for another customer with his own tax rate and terms. */
export function copyQuote(
  ctx: Ctx,
  { quoteId, customerId }: InputOf<(typeof quotesContract)["quotes.copy"]>,
) {
  return transact(ctx, async (tx) => {
    const { head, lines } = await findQuote(tx, "quotes.copy", quoteId);
    const other = customerId !== undefined && customerId !== head.customerId;
    const customer = await findNamedCustomer(tx, "quotes.copy", customerId ?? head.customerId);
    const usable = lines.map((line) => ({
      ...{ mode: line.mode, optional: line.optional, fileIds: [] },
      itemId: line.itemId ?? undefined,
      description: line.description ?? undefined,
      unitId: line.unitId ?? undefined,
      taxRate: other ? undefined : line.taxRate,
      warehouseId: line.warehouseId ?? undefined,
      deliveryDays: line.deliveryDays ?? undefined,
      note: line.note ?? undefined,
      recipe: line.recipe ?? undefined,
      breaks: line.breaks.map(({ quantity, unitPrice, discountRate }) => ({
        quantity,
        unitPrice,
        discountRate,
      })),
    }));
    const input: QuoteInput = {
      customerId: customer.id,
      title: head.title ?? undefined,
      pricesIncludeTax: head.pricesIncludeTax,
      paymentTermId: other ? undefined : (head.paymentTermId ?? undefined),
      shipTo: other ? undefined : (head.shipTo ?? undefined),
      terms: head.terms ?? undefined,
      note: head.note ?? undefined,
      lines: usable,
    };
    const id = await writeNewQuote(tx, "quotes.copy", input, customer);
    return findQuote(tx, "quotes.copy", id);
  });
}
