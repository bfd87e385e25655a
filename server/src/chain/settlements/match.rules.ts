import type { ResidualClass, ResidualProposal } from "@quanlian/shared/contract";
import { daysBetween, type Day } from "@quanlian/shared/domain";
import { differenceOf } from "./difference.rules";
import type { LineElsewhere, OurLine, Residual, TheirLine } from "./match.types";

export interface Matching {
  /** By our line the line of theirs that it was compared with. */
  matches: Map<number, number>;
  residuals: Residual[];
}

/** How far the days of one payment may lie apart in two books, and how late in a period "not yet booked" is likely. */
const PAYMENT_DAYS = 7;
const LATE_DAYS = 5;

/** A document's number without what people add or leave out: blanks, hyphens, case, full width. */
export const keyOf = (documentNumber: string): string =>
  documentNumber
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, "");

/**
 * Sets their lines beside ours and explains every difference. By document first, exact amounts before others; then payments by
 * amount and day. What is left on either side stands for itself. The residuals sum to Σ theirs − Σ ours, to the 分.
 */
export function matchLines(
  ours: readonly OurLine[],
  theirs: readonly TheirLine[],
  elsewhere: readonly LineElsewhere[],
  endsOn: Day,
): Matching {
  const matching: Matching = { matches: new Map(), residuals: [] };
  const left = { ours: new Set(ours), theirs: new Set(theirs) };
  const documents = byDocument(ours, theirs);
  for (const { ours: own, theirs: other } of documents.values()) {
    pairEqual(own, other, left, matching);
    pairRest(
      own.filter((line) => left.ours.has(line)),
      other.filter((line) => left.theirs.has(line)),
      left,
      matching,
    );
  }
  pairPayments(left, matching);
  const known = new Map(elsewhere.map((line) => [keyOf(line.documentNumber), line]));
  const times = new Map<string, number>();
  for (const line of theirs) times.set(sameAs(line), (times.get(sameAs(line)) ?? 0) + 1);
  for (const line of left.ours) matching.residuals.push(missingHere(line, endsOn));
  for (const line of left.theirs) {
    const isTwice = times.get(sameAs(line))! > 1;
    const own = known.get(keyOf(line.documentNumber));
    matching.residuals.push(missingThere(line, own, endsOn, isTwice));
  }
  return matching;
}

const sameAs = ({ documentNumber, amountCents }: TheirLine) =>
  `${keyOf(documentNumber)} ${amountCents}`;

interface Left {
  ours: Set<OurLine>;
  theirs: Set<TheirLine>;
}

function byDocument(ours: readonly OurLine[], theirs: readonly TheirLine[]) {
  const documents = new Map<string, { ours: OurLine[]; theirs: TheirLine[] }>();
  const of = (documentNumber: string) => {
    const key = keyOf(documentNumber);
    const found = documents.get(key) ?? { ours: [], theirs: [] };
    documents.set(key, found);
    return found;
  };
  for (const line of ours) of(line.documentNumber).ours.push(line);
  for (const line of theirs) of(line.documentNumber).theirs.push(line);
  return documents;
}

function take(our: OurLine, their: TheirLine, left: Left, matching: Matching): void {
  left.ours.delete(our);
  left.theirs.delete(their);
  matching.matches.set(our.lineNo, their.lineNo);
}

/** Lines of one document with the same amount are the same, those with the same quantity before others. */
function pairEqual(ours: OurLine[], theirs: TheirLine[], left: Left, matching: Matching): void {
  for (const same of [(a: OurLine, b: TheirLine) => a.quantity === b.quantity, () => true]) {
    const byAmount = byAmountOf(theirs.filter((line) => left.theirs.has(line)));
    for (const our of ours) {
      if (!left.ours.has(our)) continue;
      const their = byAmount
        .get(our.amountCents)
        ?.find((line) => left.theirs.has(line) && same(our, line));
      if (their) take(our, their, left, matching);
    }
  }
}

function byAmountOf(lines: Iterable<TheirLine>): Map<number, TheirLine[]> {
  const byAmount = new Map<number, TheirLine[]>();
  for (const line of lines) {
    const same = byAmount.get(line.amountCents);
    if (same) same.push(line);
    else byAmount.set(line.amountCents, [line]);
  }
  return byAmount;
}

/** What is left of one document: one to one by amount, or, where one side has a single sum, all of it at once. */
function pairRest(ours: OurLine[], theirs: TheirLine[], left: Left, matching: Matching): void {
  if (ours.length === 0 || theirs.length === 0) return;
  if (ours.length !== theirs.length && (ours.length === 1 || theirs.length === 1)) {
    pairSums(ours, theirs, left, matching);
    return;
  }
  const bySize = (a: { amountCents: number }, b: { amountCents: number }) =>
    a.amountCents - b.amountCents;
  const [some, others] = [[...ours].sort(bySize), [...theirs].sort(bySize)];
  for (const [at, our] of some.entries()) {
    const their = others[at];
    if (!their || Math.sign(their.amountCents) !== Math.sign(our.amountCents)) continue;
    take(our, their, left, matching);
    matching.residuals.push(...differenceOf(our, their));
  }
}

function pairSums(ours: OurLine[], theirs: TheirLine[], left: Left, matching: Matching): void {
  const sum = (lines: readonly { amountCents: number }[]) =>
    lines.reduce((total, { amountCents }) => total + amountCents, 0);
  const differenceCents = sum(theirs) - sum(ours);
  const [ourNo, theirNo] = [ours[0]!.lineNo, theirs[0]!.lineNo];
  for (const our of ours) {
    left.ours.delete(our);
    matching.matches.set(our.lineNo, theirNo);
  }
  for (const their of theirs) left.theirs.delete(their);
  if (differenceCents === 0) return;
  const isRounding = Math.abs(differenceCents) <= ours.length + theirs.length;
  matching.residuals.push({
    ...{ class: isRounding ? "rounding" : "unknown", why: isRounding ? "rounding" : "sums" },
    ...{ ourLineNo: ourNo, theirLineNo: theirNo, differenceCents },
    evidence: { document: ours[0]!.documentNumber, ours: sum(ours), theirs: sum(theirs) },
    proposal: isRounding ? "adjust_ours" : "look_into",
  });
}

/** Bank references seldom agree: a payment is the same by its amount, a few days apart at most, the nearest first. */
function pairPayments(left: Left, matching: Matching): void {
  const byAmount = byAmountOf([...left.theirs].filter(({ datedOn }) => datedOn !== null));
  for (const our of [...left.ours].filter(({ kind }) => kind === "payment")) {
    const near = (byAmount.get(our.amountCents) ?? [])
      .filter((line) => left.theirs.has(line))
      .map((line) => ({ line, apart: Math.abs(daysBetween(our.datedOn, line.datedOn!)) }))
      .filter(({ apart }) => apart <= PAYMENT_DAYS)
      .sort((a, b) => a.apart - b.apart)[0];
    if (near) take(our, near.line, left, matching);
  }
}

/** A line of ours that they do not have. */
function missingHere(line: OurLine, endsOn: Day): Residual {
  const { lineNo, documentNumber, datedOn, amountCents } = line;
  return {
    ...whyMissing(line, endsOn),
    ...{ ourLineNo: lineNo, theirLineNo: null, differenceCents: -amountCents },
    evidence: { document: documentNumber, day: datedOn, ours: amountCents },
  };
}

type Explained = Pick<Residual, "class" | "why" | "proposal">;

function whyMissing({ kind, amountCents, datedOn }: OurLine, endsOn: Day): Explained {
  if (kind === "payment")
    return { class: "payment", why: "payment_missing", proposal: "adjust_theirs" };
  if (amountCents < 0) return { class: "return", why: "credit_missing", proposal: "adjust_theirs" };
  return daysBetween(datedOn, endsOn) < LATE_DAYS
    ? { class: "timing", why: "late", proposal: "next_period" }
    : { class: "unbilled", why: "not_booked", proposal: "adjust_theirs" };
}

/** A line of theirs that is not on our statement. */
function missingThere(
  line: TheirLine,
  known: LineElsewhere | undefined,
  endsOn: Day,
  isTwice: boolean,
): Residual {
  const { lineNo, documentNumber, datedOn, amountCents } = line;
  const evidence = { document: documentNumber, day: datedOn, theirs: amountCents };
  const of = (
    named: ResidualClass,
    why: string,
    proposal: ResidualProposal,
    more: Residual["evidence"] = {},
  ): Residual => ({
    ...{ class: named, why, proposal, ourLineNo: null, theirLineNo: lineNo },
    ...{ differenceCents: amountCents, evidence: { ...evidence, ...more } },
  });
  if (known?.statementNumber)
    return of("duplicate", "on_statement", "adjust_theirs", { statement: known.statementNumber });
  if (known) return of("timing", "later", "next_period", { ourDay: known.datedOn });
  if (isTwice) return of("duplicate", "twice", "adjust_theirs");
  if (datedOn !== null && datedOn > endsOn) return of("timing", "theirs_later", "next_period");
  if (amountCents < 0)
    return line.quantity === null
      ? of("payment", "payment_unknown", "look_into")
      : of("return", "return_unknown", "adjust_ours");
  return of("unknown", "unknown", "look_into");
}
