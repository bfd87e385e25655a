import { companyKey } from "@quanlian/shared/domain";
import type { Id } from "../../kernel/ids";

/** What is known of an enquirer. */
export interface LeadDetails {
  companyName: string;
  contactName: string;
  phone: string | null;
  email: string | null;
  creditCode: string | null;
  region: string;
  product: string;
  note: string;
}

export type KeyKind = "phone" | "credit_code" | "company";

/** One of the things by which an enquirer is known again. */
export interface Key {
  kind: KeyKind;
  value: string;
}

export const keyText = ({ kind, value }: Key) => `${kind}:${value}`;

/** Compatible characters may be spelled out by several; the column holds so many. */
const LONGEST_KEY = 128;

/** The strongest first: a phone is answered by one person, a company's name may be shared. */
export function keysOf(details: Pick<LeadDetails, "phone" | "creditCode" | "companyName">): Key[] {
  const company = companyKey(details.companyName).slice(0, LONGEST_KEY);
  const keys: (Key | null)[] = [
    details.phone ? { kind: "phone", value: details.phone } : null,
    details.creditCode ? { kind: "credit_code", value: details.creditCode } : null,
    company ? { kind: "company", value: company } : null,
  ];
  return keys.filter((key) => key !== null);
}

const FILLED = [
  "companyName",
  "contactName",
  "phone",
  "email",
  "creditCode",
  "region",
  "product",
  "note",
] as const;

/** What identifies, and under which key. */
const KEYED: Partial<Record<(typeof FILLED)[number], KeyKind>> = {
  companyName: "company",
  phone: "phone",
  creditCode: "credit_code",
};

/**
 * A lead's details with its blanks filled from what a later touch told; what is there stays, for a person may have set it.
 * Identifying details are filled only where their key is free: no two open leads hold the same.
 */
export function fillBlanks(
  lead: LeadDetails,
  told: LeadDetails,
  free: (key: Key) => boolean,
): LeadDetails {
  const filled: LeadDetails = { ...lead };
  const keys = keysOf(told);
  for (const field of FILLED) {
    if (filled[field]) continue;
    const key = keys.find(({ kind }) => kind === KEYED[field]);
    if (key && !free(key)) continue;
    Object.assign(filled, { [field]: told[field] });
  }
  return filled;
}

/** A rule as it is weighed. */
export interface WeighedRule {
  id: Id;
  provinces: readonly string[];
  productWords: readonly string[];
  channels: readonly string[];
  userIds: readonly Id[];
  turn: number;
}

/** Whether a rule fits: each condition that it names must hold; one that names none fits all. */
export function fits(
  rule: WeighedRule,
  lead: { province: string | null; product: string; note: string; channel: string },
): boolean {
  const said = folded(`${lead.product} ${lead.note}`);
  return (
    (rule.provinces.length === 0 ||
      (lead.province !== null && rule.provinces.includes(lead.province))) &&
    (rule.channels.length === 0 || rule.channels.includes(lead.channel)) &&
    (rule.productWords.length === 0 ||
      rule.productWords.some((word) => said.includes(folded(word))))
  );
}

/** The next of a rule's people who still works here, and the rule's turn after that; null when nobody is left. */
export function nextInTurn(
  rule: WeighedRule,
  works: (userId: Id) => boolean,
): { userId: Id; turn: number } | null {
  const { userIds, turn } = rule;
  for (let step = 0; step < userIds.length; step += 1) {
    const at = (turn + step) % userIds.length;
    const userId = userIds[at]!;
    if (works(userId)) return { userId, turn: (at + 1) % userIds.length };
  }
  return null;
}

const folded = (text: string) => text.normalize("NFKC").toLowerCase();

const HOUR_MS = 3_600_000;
const DAY_HOURS = 24;

export const hoursAfter = (at: Date, hours: number) => new Date(at.getTime() + hours * HOUR_MS);
export const daysBefore = (at: Date, days: number) => hoursAfter(at, -days * DAY_HOURS);
