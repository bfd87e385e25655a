import type { Tx } from "../../kernel/db";
import type { Id } from "../../kernel/ids";
import {
  fillBlanks,
  keysOf,
  keyText,
  type Key,
  type KeyKind,
  type LeadDetails,
} from "./lead.rules";
import { isOpen, type LeadState } from "./lead.states";
import type { Entry, Occurrence } from "./touch.types";

/** An open lead as it was found and locked, with the details that the touches leave it with. */
export interface Found {
  leadId: Id;
  number: string;
  ownerId: Id | null;
  departmentId: Id | null;
  revision: number;
  before: LeadDetails;
  details: LeadDetails;
  touchCount: number;
  lastTouchAt: Date;
  knownCustomer: boolean;
}

/** An enquirer whom nobody knows yet. */
export interface Fresh {
  leadId: Id;
  details: LeadDetails;
  first: Occurrence;
  touchCount: number;
  lastTouchAt: Date;
}

/** Which lead each entry belongs to, and what has to be written for it. */
export interface Sorted {
  /** By entry. */
  places: { leadId: Id; joined: boolean }[];
  found: Map<Id, Found>;
  fresh: Map<Id, Fresh>;
  /** Keys that nobody held, by their text: taken for these leads. */
  keys: Map<string, { key: Key; leadId: Id }>;
  /** Leads whose enquirer is a customer. */
  known: Set<Id>;
}

/**
 * Looks for the open lead of each entry by its keys, the strongest first, and locks what it finds; entries that share a key
 * among themselves are one enquirer. Two statements. What it decides holds only if the keys can be taken afterwards.
 */
export async function sortOut(tx: Tx, entries: readonly Entry[]): Promise<Sorted> {
  const keys = entries.map(({ details }) => keysOf(details));
  const held = await readHolders(tx, keys.flat());
  const open = await lockOpen(tx, [...new Set(held.values())]);
  const holders = new Map([...held].filter(([, leadId]) => open.has(leadId)));
  const known = new Set([...open.values()].filter((l) => l.knownCustomer).map((l) => l.leadId));
  const sorted: Sorted = { places: [], found: new Map(), fresh: new Map(), keys: new Map(), known };
  entries.forEach((entry, at) => place(tx, sorted, holders, open, entry, keys[at]!));
  return sorted;
}

function place(
  tx: Tx,
  sorted: Sorted,
  holders: Map<string, Id>,
  open: ReadonlyMap<Id, Found>,
  { details, occurrence }: Entry,
  keys: readonly Key[],
): void {
  const leadId = keys.map((key) => holders.get(keyText(key))).find((id) => id !== undefined);
  const lead = leadId ? (sorted.fresh.get(leadId) ?? open.get(leadId)) : undefined;
  const at = occurrence.occurredAt;
  if (lead) {
    const free = (key: Key) => !holders.has(keyText(key));
    lead.details = fillBlanks(lead.details, details, free);
    lead.touchCount += 1;
    if (at > lead.lastTouchAt) lead.lastTouchAt = at;
    if ("before" in lead) sorted.found.set(lead.leadId, lead);
    const carried = new Set(keysOf(lead.details).map(keyText));
    hold(
      sorted,
      holders,
      lead.leadId,
      keys.filter((key) => carried.has(keyText(key))),
    );
    sorted.places.push({ leadId: lead.leadId, joined: true });
    return;
  }
  const id = tx.newId();
  const first = { leadId: id, details, first: occurrence, touchCount: 1, lastTouchAt: at };
  sorted.fresh.set(id, first);
  hold(sorted, holders, id, keys);
  sorted.places.push({ leadId: id, joined: false });
}

function hold(sorted: Sorted, holders: Map<string, Id>, leadId: Id, keys: readonly Key[]): void {
  for (const key of keys) {
    const text = keyText(key);
    if (holders.has(text)) continue;
    holders.set(text, leadId);
    sorted.keys.set(text, { key, leadId });
  }
}

async function readHolders(tx: Tx, keys: readonly Key[]): Promise<Map<string, Id>> {
  if (keys.length === 0) return new Map();
  const wanted = new Set(keys.map(keyText));
  const rows = await tx.rows<{ kind: KeyKind; value: string; leadId: Id }>(
    `SELECT k.kind, k.value, k.lead_id AS leadId FROM lead_keys k
     WHERE k.tenant_id = :tenant AND k.kind IN :kinds AND k.value IN :values`,
    {
      kinds: ["phone", "credit_code", "company"],
      values: [...new Set(keys.map(({ value }) => value))],
    },
  );
  const held = rows.map((row) => [keyText(row), row.leadId] as const);
  return new Map(held.filter(([text]) => wanted.has(text)));
}

type LeadRow = LeadDetails &
  Pick<
    Found,
    | "leadId"
    | "number"
    | "ownerId"
    | "departmentId"
    | "revision"
    | "touchCount"
    | "lastTouchAt"
    | "knownCustomer"
  > & { state: LeadState };

/** Locks the leads in ascending order. One that was closed meanwhile has given its keys back: it is no longer there. */
async function lockOpen(tx: Tx, leadIds: readonly Id[]): Promise<Map<Id, Found>> {
  if (leadIds.length === 0) return new Map();
  const rows = await tx.rows<LeadRow>(
    `SELECT l.id AS leadId, l.number, l.state, l.owner_id AS ownerId, l.department_id AS departmentId, l.revision,
       l.company_name AS companyName, l.contact_name AS contactName, l.phone, l.email, l.credit_code AS creditCode,
       l.region, l.product, l.note, l.touch_count AS touchCount, l.last_touch_at AS lastTouchAt,
       l.known_customer AS knownCustomer
     FROM leads l WHERE l.tenant_id = :tenant AND l.id IN :leadIds ORDER BY l.id FOR UPDATE`,
    { leadIds },
  );
  const open = rows.filter((row) => isOpen(row.state));
  return new Map(open.map((row) => [row.leadId, foundOf(row)]));
}

function foundOf(row: LeadRow): Found {
  const { companyName, contactName, phone, email, creditCode, region, product, note, ...rest } =
    row;
  const before = { companyName, contactName, phone, email, creditCode, region, product, note };
  return { ...rest, knownCustomer: Boolean(rest.knownCustomer), before, details: before };
}
