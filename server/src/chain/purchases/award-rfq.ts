import type { InputOf, rfqsContract } from "@quanlian/shared/contract";
import { addDays, exact, toDecimalText, ZERO, type Exact } from "@quanlian/shared/domain";
import type { Ctx } from "../../kernel/access";
import { updateRows, type Tx } from "../../kernel/db";
import { Faults, refuse } from "../../kernel/errors";
import { sortedIds, type Id } from "../../kernel/ids";
import { endInvitations } from "./cancel-rfq";
import { askSuppliers, lockLines, withdrawToPool, type LineRow } from "./move-requisition-lines";
import { onRfq, saveMoved } from "./move-rfq";
import { rfqAwarded, type AwardedLine, type RfqAwarded } from "./rfq.events";
import { RfqInvitationLine } from "./rfq.model";
import {
  readInvitationLines,
  readInvitations,
  readRfqLines,
  type InvitationLineRecord,
  type InvitationRecord,
  type RfqLineRecord,
} from "./rfq.queries";
import { buysFor, priceFor } from "./rfq.rules";
import { rfqStates } from "./rfq.states";
import { splitRequisitionLines, type Split } from "./split-requisition-lines";

type Input = InputOf<(typeof rfqsContract)["rfqs.award"]>;

/** What somebody wants one supplier to have of one line, with all that is known of it. */
interface Award {
  line: RfqLineRecord;
  answer: InvitationLineRecord;
  quantity: Exact;
  /** What is needed of the line, as the pool says now; null by hand. */
  need: LineRow | null;
}

/**
 * Decides who gets what: whole lines or parts of them. The flow drafts one purchase order for each supplier who wins; what nobody
 * gets is in the pool again. A supplier's minimum holds, and nothing is bought that nobody needs any more.
 */
export const awardRfq = (ctx: Ctx, { awards: asked, ...moving }: Input) =>
  onRfq(ctx, "rfqs.award", moving, async (tx, rfq) => {
    const before = rfq.state;
    rfq.state = rfqStates.step(before, "award");
    rfq.awardedAt = tx.now;
    const lines = await readRfqLines(tx, rfq.id);
    const invitations = await readInvitations(tx, rfq.id);
    const answers = await readInvitationLines(
      tx,
      invitations.map(({ id }) => id),
    );
    const needs = await lockNeeds(tx, lines);
    const awards = checkAwards(tx, asked, { lines, answers, needs });
    refuseImpossible(awards);

    await saveMoved(tx, rfq, before, { after: { awards: awards.length } });
    await updateRows(
      tx,
      RfqInvitationLine,
      ["awardedQuantity"],
      awards.map(({ answer, quantity }) => ({ id: answer.id, awardedQuantity: quantity })),
    );
    const { splits, further, lineOf } = partsOf(tx, awards);
    await splitRequisitionLines(tx, splits);
    await askSuppliers(tx, further);
    const taken = new Set(awards.map(({ line }) => line.requisitionLineId));
    const left = [...needs.keys()].filter((id) => !taken.has(id));
    await withdrawToPool(tx, left);
    const winners = new Set(awards.map(({ answer }) => answer.invitationId));
    const losing = invitations.filter(({ id }) => !winners.has(id));
    await endInvitations(
      tx,
      rfq,
      invitations.filter(({ id }) => winners.has(id)),
      "win",
    );
    await endInvitations(tx, rfq, losing, "lose");
    await tx.emit(rfqAwarded, {
      ...{ rfqId: rfq.id, number: rfq.number },
      splits: splits.map(({ line, parts: of }) => ({
        requisitionLineId: line.id,
        parts: of.map(({ id, quantity }) => ({ id, quantity: toDecimalText(quantity) })),
      })),
      orders: invitations
        .filter(({ id }) => winners.has(id))
        .map((invitation) => orderOf(tx, invitation, awards, lineOf)),
      losers: losing.map(({ id, supplierId }) => ({ invitationId: id, supplierId })),
    });
  });

/** The requisition lines as they are now, under their locks. */
async function lockNeeds(tx: Tx, lines: readonly RfqLineRecord[]): Promise<Map<Id, LineRow>> {
  const ids = lines.flatMap(({ requisitionLineId }) => requisitionLineId ?? []);
  return new Map((await lockLines(tx, sortedIds(ids))).map((line) => [line.id, line]));
}

interface Known {
  lines: readonly RfqLineRecord[];
  answers: readonly InvitationLineRecord[];
  needs: ReadonlyMap<Id, LineRow>;
}

/** Every award names a line and a supplier of this request, once. Left without a quantity, it is all that is needed. */
function checkAwards(tx: Tx, asked: Input["awards"], { lines, answers, needs }: Known): Award[] {
  const faults = new Faults(tx.language);
  const byId = new Map(lines.map((line) => [line.id, line]));
  const byPlace = new Map(
    answers.map((each) => [placeOf(each.rfqLineId, each.invitationId), each]),
  );
  const invitationIds = new Set(answers.map(({ invitationId }) => invitationId));
  const seen = new Set<string>();
  asked.forEach(({ lineId, invitationId }, at) => {
    if (!byId.has(lineId)) faults.unknown(["awards", at, "lineId"], lineId);
    if (!invitationIds.has(invitationId))
      faults.unknown(["awards", at, "invitationId"], invitationId);
    const place = placeOf(lineId, invitationId);
    if (seen.has(place)) faults.add(["awards", at, "invitationId"], "issue.duplicate");
    seen.add(place);
  });
  faults.refuse();
  return asked.map(({ lineId, invitationId, quantity }) => {
    const line = byId.get(lineId)!;
    const need = line.requisitionLineId === null ? null : needs.get(line.requisitionLineId)!;
    const needed = need?.state === "in_rfq" ? exact(need.quantity) : exact(line.quantity);
    const answer = byPlace.get(placeOf(lineId, invitationId))!;
    return { line, answer, need, quantity: quantity === undefined ? needed : exact(quantity) };
  });
}

const placeOf = (lineId: Id, invitationId: Id) => `${lineId}:${invitationId}`;

function refuseImpossible(awards: readonly Award[]): void {
  const named = (wrong: readonly Award[]) =>
    [...new Set(wrong.map(({ line }) => line.lineNo))].join(", ");
  const gone = awards.filter(({ need }) => need !== null && need.state !== "in_rfq");
  if (gone.length > 0) refuse("rfq.line_gone", { lines: named(gone) });
  const missing = awards.filter(({ answer }) => answer.state !== "offered");
  if (missing.length > 0) refuse("rfq.not_offered", { lines: named(missing) });
  const small = awards.filter(
    ({ answer, quantity }) => buysFor(quantity, offeredOf(answer)) > quantity,
  );
  if (small.length > 0) {
    const lines = small.map(
      ({ line, answer, quantity }) =>
        `${line.lineNo}: ${toDecimalText(buysFor(quantity, offeredOf(answer)))}`,
    );
    refuse("rfq.below_minimum", { lines: lines.join(", ") });
  }
  const isShared = ({ line }: Award) => awards.filter((each) => each.line === line).length > 1;
  const straight = awards.filter(
    (award) =>
      award.need?.orderLineId && (award.quantity < exact(award.need.quantity) || isShared(award)),
  );
  if (straight.length > 0) refuse("rfq.straight_split", { lines: named(straight) });
}

const offeredOf = ({ rfqLineId, breaks, minimumOrder, leadTimeDays }: InvitationLineRecord) => ({
  ...{ lineId: rfqLineId, breaks, minimumOrder: exact(minimumOrder), leadTimeDays },
});

/**
 * Which part of a need each award gets: the one that comes first keeps the requisition line, and so the most urgent of whoever
 * waits for it; each further one gets a line of its own, and so does what is left for the pool. A need that one supplier gets whole is not split.
 */
function partsOf(tx: Tx, awards: readonly Award[]) {
  const lineOf = new Map<Award, Id | null>(awards.map((award) => [award, award.need?.id ?? null]));
  const splits: Split[] = [];
  const further: Id[] = [];
  for (const need of new Set(awards.flatMap((award) => award.need ?? []))) {
    const own = awards
      .filter((award) => award.need === need)
      .sort((a, b) => (a.answer.leadTimeDays ?? 0) - (b.answer.leadTimeDays ?? 0));
    const awarded = own.reduce((sum, { quantity }) => sum + quantity, ZERO);
    const left = exact(need.quantity) - awarded;
    if (own.length === 1 && left <= ZERO) continue;
    const parts = own.map(({ quantity }, at) => ({
      ...{ id: at === 0 ? need.id : tx.newId(), quantity },
    }));
    own.forEach((award, at) => lineOf.set(award, parts[at]!.id));
    further.push(...parts.slice(1).map(({ id }) => id));
    if (left > ZERO) parts.push({ id: tx.newId(), quantity: left });
    splits.push({ line: need, parts });
  }
  return { lineOf, splits, further };
}

function orderOf(
  tx: Tx,
  invitation: InvitationRecord,
  awards: readonly Award[],
  lineOf: ReadonlyMap<Award, Id | null>,
): RfqAwarded["orders"][number] {
  const { id: invitationId, supplierId, includesTax, taxRate, freightCents } = invitation;
  const own = awards.filter(({ answer }) => answer.invitationId === invitationId);
  return {
    ...{ invitationId, supplierId, includesTax, taxRate: toDecimalText(exact(taxRate)) },
    freightCents,
    lines: own.map((award): AwardedLine => {
      const { line, answer, quantity } = award;
      const { leadTimeDays, breaks } = answer;
      const arrives = leadTimeDays === null ? line.dueOn : addDays(tx.today, leadTimeDays);
      return {
        ...{ invitationLineId: answer.id, requisitionLineId: lineOf.get(award)! },
        ...{ itemId: line.itemId, warehouseId: line.warehouseId },
        quantity: toDecimalText(quantity),
        unitPrice: toDecimalText(priceFor(quantity, breaks)),
        dueOn: arrives > line.dueOn ? arrives : line.dueOn,
      };
    }),
  };
}
