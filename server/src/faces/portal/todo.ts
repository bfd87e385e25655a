import type { OutputOf, portalTodoContract, TodoCard } from "@quanlian/shared/contract";
import { compareDays, dayIn, type Day } from "@quanlian/shared/domain";
import type { Ctx } from "../../kernel/access";
import { compareIds, type Id } from "../../kernel/ids";

type Answer = OutputOf<(typeof portalTodoContract)["portal.todo.list"]>;

/** Of each kind: nobody answers more in a sitting, and the rest comes up as these are done. */
const MOST_OF_A_KIND = 30;
/** Of each document the first line is named; the others are counted. */
const MOST_LINES = MOST_OF_A_KIND * 200;

interface Head {
  id: Id;
  number: string;
  amountCents: number | null;
  theirCents: number | null;
  carrier: string | null;
  hash: string | null;
  dueOn: Day | null;
  since: Date;
}

interface Line {
  documentId: Id;
  name: string;
}

/** What waits for the party's answer, and nothing that waits for ours. */
export async function listTodo(ctx: Ctx): Promise<Answer> {
  const today = dayIn(ctx.now, ctx.timeZone);
  const { kind } = ctx.actor;
  const parts =
    kind === "customer"
      ? [await quotes(ctx, today), await deliveries(ctx), ...(await statements(ctx, "receivable"))]
      : [
          await orders(ctx),
          await requests(ctx),
          await shipping(ctx),
          ...(await statements(ctx, "payable")),
        ];
  const rows = parts.flat();
  rows.sort(
    (a, b) =>
      urgency(a, today) - urgency(b, today) ||
      b.since.localeCompare(a.since) ||
      compareIds(b.id, a.id),
  );
  return { today, rows };
}

/** What is due today or was due comes first. */
const urgency = ({ dueOn }: TodoCard, today: Day) =>
  dueOn !== null && compareDays(dueOn as Day, today) <= 0 ? 0 : 1;

async function quotes(ctx: Ctx, today: Day): Promise<TodoCard[]> {
  const heads = await ctx.rows<Head>(
    `SELECT q.id, q.number, q.incl_cents AS amountCents, NULL AS theirCents, NULL AS carrier, NULL AS hash,
       q.valid_until AS dueOn, q.sent_at AS since
     FROM quotes q
     WHERE q.tenant_id = :tenant AND q.customer_id = :party AND q.state = 'sent' AND q.valid_until >= :today
     ORDER BY q.id DESC LIMIT ${MOST_OF_A_KIND}`,
    { today },
  );
  return cardsOf("quote", heads, (ids) =>
    ctx.rows<Line>(
      `SELECT l.quote_id AS documentId, COALESCE(l.item_name, l.description, '') AS name
       FROM quote_lines l WHERE l.tenant_id = :tenant AND l.customer_id = :party AND l.quote_id IN :ids
       ORDER BY l.quote_id, l.line_no LIMIT ${MOST_LINES}`,
      { ids },
    ),
  );
}

/** On their way or signed for: what has come can be answered before anybody wrote down who signed. */
async function deliveries(ctx: Ctx): Promise<TodoCard[]> {
  const heads = await ctx.rows<Head>(
    `SELECT s.id, s.number, NULL AS amountCents, NULL AS theirCents, s.carrier, NULL AS hash, NULL AS dueOn,
       COALESCE(s.delivered_at, s.dispatched_at) AS since
     FROM shipments s
     WHERE s.tenant_id = :tenant AND s.customer_id = :party AND s.state IN ('dispatched', 'delivered')
     ORDER BY s.id DESC LIMIT ${MOST_OF_A_KIND}`,
  );
  return cardsOf("delivery", heads, (ids) =>
    ctx.rows<Line>(
      `SELECT l.shipment_id AS documentId, l.item_name AS name
       FROM shipment_lines l WHERE l.tenant_id = :tenant AND l.customer_id = :party AND l.shipment_id IN :ids
       ORDER BY l.shipment_id, l.line_no LIMIT ${MOST_LINES}`,
      { ids },
    ),
  );
}

/** To agree to, and what was agreed to and is not signed yet. */
async function statements(ctx: Ctx, side: "receivable" | "payable"): Promise<TodoCard[][]> {
  const rows = await ctx.rows<Head & { state: string }>(
    `SELECT s.id, s.number, s.state, s.closing_cents AS amountCents, s.their_closing_cents AS theirCents, NULL AS carrier,
       s.hash, NULL AS dueOn, s.sent_at AS since
     FROM statements s
     WHERE s.tenant_id = :tenant AND s.party_id = :party AND s.side = :side
       AND (s.state IN ('sent', 'disputed') OR (s.state = 'confirmed' AND s.their_signed_at IS NULL))
     ORDER BY s.id DESC LIMIT ${MOST_OF_A_KIND}`,
    { side },
  );
  const none = () => Promise.resolve([]);
  return [
    await cardsOf("statement", rows.filter(isOpen), none),
    await cardsOf(
      "signature",
      rows.filter((row) => !isOpen(row)),
      none,
    ),
  ];
}

const isOpen = ({ state }: { state: string }) => state !== "confirmed";

async function orders(ctx: Ctx): Promise<TodoCard[]> {
  const heads = await ctx.rows<Head>(
    `SELECT o.id, o.number, o.incl_cents AS amountCents, NULL AS theirCents, NULL AS carrier, NULL AS hash,
       NULL AS dueOn, o.issued_at AS since
     FROM purchase_orders o
     WHERE o.tenant_id = :tenant AND o.supplier_id = :party AND o.state = 'issued'
     ORDER BY o.id DESC LIMIT ${MOST_OF_A_KIND}`,
  );
  return cardsOf("purchase_order", heads, (ids) => orderLines(ctx, ids));
}

/** Prices that are asked for: until the deadline, and until he has answered or declined. */
async function requests(ctx: Ctx): Promise<TodoCard[]> {
  const rows = await ctx.rows<Head & { answerBy: Date }>(
    `SELECT i.id, i.number, NULL AS amountCents, NULL AS theirCents, NULL AS carrier, NULL AS hash, NULL AS dueOn,
       i.created_at AS since, i.answer_by AS answerBy
     FROM rfq_invitations i
     WHERE i.tenant_id = :tenant AND i.supplier_id = :party AND i.state IN ('invited', 'viewed') AND i.answer_by > :now
     ORDER BY i.id DESC LIMIT ${MOST_OF_A_KIND}`,
    { now: ctx.now },
  );
  const heads = rows.map(({ answerBy, ...head }) => ({
    ...head,
    dueOn: dayIn(answerBy, ctx.timeZone),
  }));
  return cardsOf("rfq", heads, (ids) =>
    ctx.rows<Line>(
      `SELECT l.invitation_id AS documentId, l.item_name AS name
       FROM rfq_invitation_lines l
       WHERE l.tenant_id = :tenant AND l.supplier_id = :party AND l.invitation_id IN :ids
       ORDER BY l.invitation_id, l.line_no LIMIT ${MOST_LINES}`,
      { ids },
    ),
  );
}

/** Agreed to and neither here nor announced: the day is the one that the supplier named. */
async function shipping(ctx: Ctx): Promise<TodoCard[]> {
  const heads = await ctx.rows<Head>(
    `SELECT o.id, o.number, NULL AS amountCents, NULL AS theirCents, NULL AS carrier, NULL AS hash,
       MIN(COALESCE(l.confirmed_on, l.due_on)) AS dueOn, COALESCE(o.answered_at, o.issued_at) AS since
     FROM purchase_orders o
       JOIN purchase_order_lines l ON l.tenant_id = :tenant AND l.supplier_id = :party AND l.purchase_order_id = o.id
     WHERE o.tenant_id = :tenant AND o.supplier_id = :party AND o.state IN ('confirmed', 'partly_received')
       AND l.state = 'open' AND l.quantity > l.received_quantity + COALESCE((
         SELECT SUM(n.quantity) FROM shipping_notice_lines n
           JOIN shipping_notices h ON h.tenant_id = :tenant AND h.supplier_id = :party AND h.id = n.shipping_notice_id
         WHERE n.tenant_id = :tenant AND n.supplier_id = :party AND n.purchase_order_line_id = l.id AND h.state = 'sent'), 0)
     GROUP BY o.id, o.number, o.answered_at, o.issued_at ORDER BY o.id DESC LIMIT ${MOST_OF_A_KIND}`,
  );
  return cardsOf("shipping", heads, (ids) => orderLines(ctx, ids));
}

const orderLines = (ctx: Ctx, ids: readonly Id[]) =>
  ctx.rows<Line>(
    `SELECT l.purchase_order_id AS documentId, l.item_name AS name
     FROM purchase_order_lines l
     WHERE l.tenant_id = :tenant AND l.supplier_id = :party AND l.purchase_order_id IN :ids AND l.state <> 'cancelled'
     ORDER BY l.purchase_order_id, l.line_no LIMIT ${MOST_LINES}`,
    { ids },
  );

/** Heads with what their first line is called and how many lines there are. */
async function cardsOf(
  kind: TodoCard["kind"],
  heads: readonly Head[],
  readLines: (ids: readonly Id[]) => Promise<Line[]>,
): Promise<TodoCard[]> {
  if (heads.length === 0) return [];
  const lines = await readLines(heads.map(({ id }) => id));
  const namesOf = new Map<Id, string[]>(heads.map(({ id }) => [id, []]));
  for (const { documentId, name } of lines) namesOf.get(documentId)?.push(name);
  return heads.map(({ id, number, amountCents, theirCents, carrier, hash, dueOn, since }) => {
    const names = namesOf.get(id) ?? [];
    return {
      ...{ kind, id, number, amountCents, theirCents, hash, dueOn },
      title: names[0] ?? "",
      lineCount: names.length,
      carrier: carrier ?? "",
      since: since.toISOString(),
    };
  });
}
