import type {
  CashMovement as CashAnswer,
  financeContract,
  InputOf,
} from "@quanlian/shared/contract";
import { cents, toYuanText, type Day } from "@quanlian/shared/domain";
import type { Ctx, RowPolicy } from "../../kernel/access";
import { insertRow, loadForUpdate, transact } from "../../kernel/db";
import { refuse } from "../../kernel/errors";
import { prefixes, takeNumber } from "../../kernel/numbering";
import { findNamedParty } from "../../masters/parties";
import { findCashMovement, itemOf } from "./cash.queries";
import { cashMovementStates } from "./cash-movement.states";
import { cashMoved, cashMovementReversed } from "./finance.events";
import { CashMovement } from "./finance.model";
import { paymentPolicy, receiptPolicy } from "./finance.policy";
import { lockPartyBalance } from "./party-balance";
import { periodGate } from "./period-gate";

export type CashKind = "receipt" | "payment";

/** What differs between the two directions of money. */
export const cashKinds: Readonly<
  Record<CashKind, { policy: RowPolicy; link: "receipts" | "payments" }>
> = {
  receipt: { policy: receiptPolicy, link: "receipts" },
  payment: { policy: paymentPolicy, link: "payments" },
};

/** Books money that came in from a customer or went out to a supplier: an advance until somebody allocates it. */
export function moveCash(
  ctx: Ctx,
  kind: CashKind,
  input: InputOf<(typeof financeContract)["receipts.create"]>,
): Promise<CashAnswer> {
  return transact(ctx, async (tx) => {
    const permission = `${cashKinds[kind].link}.create`;
    const party = await findNamedParty(tx, permission, input.partyId);
    if (!party) refuse("reference.not_found", { field: "partyId" });
    if (kind === "receipt" && !party.isCustomer) refuse("party.not_customer", { name: party.name });
    if (kind === "payment" && !party.isSupplier) refuse("party.not_supplier", { name: party.name });

    await periodGate().refuseClosed(tx.books, input.movedOn as Day);

    const id = tx.newId();
    const number = await takeNumber(tx, prefixes[kind]);
    const keeper = { ownerId: party.ownerId, departmentId: party.departmentId };
    const amountCents = cents(input.amountCents);
    const movedOn = input.movedOn as Day;
    const state = cashMovementStates.initial;
    await insertRow(tx, CashMovement, {
      ...input,
      id,
      number,
      kind,
      ...keeper,
      state,
      amountCents,
      movedOn,
    });
    const about = { customerId: party.id, supplierId: party.id, ...keeper };
    tx.record({ type: kind, id, number, ...about, before: null, after: { ...input, state } });
    const fact = { cashMovementId: id, kind, number, partyId: party.id, ...keeper };
    await tx.emit(cashMoved, { ...fact, amountCents, movedOn, openItemId: tx.newId() });
    return findCashMovement(tx, kind, permission, id);
  });
}

/** Takes a receipt or payment back, while nothing of it is allocated: the entries of both stay readable. */
export function reverseCash(
  ctx: Ctx,
  kind: CashKind,
  input: InputOf<(typeof financeContract)["receipts.reverse"]>,
): Promise<CashAnswer> {
  const { cashMovementId, revision, reason } = input;
  return transact(ctx, async (tx) => {
    const { policy, link } = cashKinds[kind];
    const permission = `${link}.reverse`;
    await findCashMovement(tx, kind, permission, cashMovementId); // a payment is no receipt
    const moved = await loadForUpdate(tx, CashMovement, policy, permission, cashMovementId);
    moved.expectRevision(revision);
    const before = { state: moved.state };
    moved.state = cashMovementStates.step(moved.state, "reverse");
    moved.reverseReason = reason;

    await lockPartyBalance(tx.books, moved.partyId);
    const item = await itemOf(tx, cashMovementId);
    const allocated = item.amountCents - item.openCents;
    if (allocated > 0) {
      refuse("cash_movement.allocated", { allocatedYuan: toYuanText(cents(allocated)) });
    }
    await moved.saveRevision(tx);
    const { number, partyId, ownerId, departmentId } = moved;
    const about = { customerId: partyId, supplierId: partyId, ownerId, departmentId };
    const after = { state: moved.state };
    tx.record({ type: kind, id: cashMovementId, number, ...about, before, after, reason });
    await tx.emit(cashMovementReversed, { cashMovementId, partyId, openItemId: item.id });
    return findCashMovement(tx, kind, permission, cashMovementId);
  });
}
