import type { InvolvedDocument } from "@quanlian/shared/contract";
import { dayIn, exact, toDecimalText, type Cents, type Day } from "@quanlian/shared/domain";
import { may, rowPredicate, type Ctx, type RowPolicy } from "../../kernel/access";
import type { Id } from "../../kernel/ids";

/**
 * One kind of document that a party or an item can be involved in. `from` ties every table to the tenant and names the
 * record by `:subjectId`; the row rule of the kind's own list is added, so nobody sees here what a list would not show.
 */
export interface DocumentKind {
  type: string;
  /** The permission of the kind's list. */
  permission: string;
  policy: RowPolicy;
  /** The document's alias in `from`. */
  alias: string;
  from: string;
  number: string;
  /** The document's day; where it has none, the instant from which the company's day is told. */
  day?: string;
  instant?: string;
  amount?: string;
  quantity?: string;
}

const MOST_OF_A_KIND = 50;
const MOST_DOCUMENTS = 100;

interface Found {
  type: string;
  id: Id;
  number: string;
  state: string;
  on: Day | null;
  at: Date | null;
  amountCents: Cents | null;
  quantity: string | null;
}

interface Counted {
  type: string;
  state: string;
  documentCount: number;
  amountCents: Cents | null;
}

/** The documents of the kinds that the actor may list: how many there are by state, and the newest. Two statements. */
export async function involvedDocuments(
  ctx: Ctx,
  kinds: readonly DocumentKind[],
  subjectId: Id,
): Promise<{ tallies: Counted[]; latest: InvolvedDocument[] }> {
  const allowed = kinds.filter(({ permission }) => may(ctx.actor, permission));
  if (allowed.length === 0) return { tallies: [], latest: [] };
  const counted = await ctx.rows<Counted>(
    allowed.map((kind) => tallyText(ctx, kind)).join(" UNION ALL "),
    { subjectId },
  );
  const found = await ctx.rows<Found>(
    allowed.map((kind) => latestText(ctx, kind)).join(" UNION ALL "),
    { subjectId },
  );
  const dated = found.map((each) => presentDocument(ctx, each));
  const newestFirst = dated.sort((a, b) => (a.on < b.on ? 1 : a.on > b.on ? -1 : 0));
  return { tallies: counted, latest: newestFirst.slice(0, MOST_DOCUMENTS) };
}

function tallyText(ctx: Ctx, kind: DocumentKind): string {
  const { type, alias, amount } = kind;
  const sum = amount === undefined ? "NULL" : `CAST(SUM(${amount}) AS SIGNED)`;
  return `SELECT '${type}' AS type, ${alias}.state, COUNT(*) AS documentCount, ${sum} AS amountCents
    ${conditioned(ctx, kind)} GROUP BY ${alias}.state`;
}

function latestText(ctx: Ctx, kind: DocumentKind): string {
  const { type, alias, number, day, instant, amount, quantity } = kind;
  return `SELECT newest.* FROM (
    SELECT '${type}' AS type, ${alias}.id, ${number} AS number, ${alias}.state, ${day ?? "NULL"} AS \`on\`, ${instant ?? "NULL"} AS \`at\`,
      ${amount ?? "NULL"} AS amountCents, ${quantity ?? "NULL"} AS quantity
    ${conditioned(ctx, kind)} ORDER BY ${alias}.id DESC LIMIT ${MOST_OF_A_KIND}) newest`;
}

const conditioned = (ctx: Ctx, { from, policy, permission, alias }: DocumentKind) =>
  `${from} AND ${rowPredicate(ctx.actor, policy, permission, alias)}`;

const presentDocument = (ctx: Ctx, { quantity, on, at, ...document }: Found): InvolvedDocument => ({
  ...document,
  on: on ?? dayIn(at!, ctx.timeZone),
  quantity: quantity === null ? null : toDecimalText(exact(quantity)),
});
