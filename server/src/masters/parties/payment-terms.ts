import type {
  InputOf,
  PaymentTerm as TermAnswer,
  paymentTermsContract,
} from "@quanlian/shared/contract";
import { exact, sharesAreWhole, sum, toDecimalText } from "@quanlian/shared/domain";
import type { Ctx } from "../../kernel/access";
import {
  insertRow,
  insertRows,
  loadForUpdate,
  refusingDuplicates,
  saveChanges,
  transact,
} from "../../kernel/db";
import { assert, Faults } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { paymentTermPolicy } from "./party.policy";
import { paymentTermStates } from "./party.states";
import { PaymentTerm, PaymentTermStage } from "./payment-term.model";
import { allPaymentTerms, findPaymentTerm, paymentTermCodeTaken } from "./payment-term.queries";
import { presentTerm } from "./payment-term.present";

type Input<N extends keyof typeof paymentTermsContract> = InputOf<(typeof paymentTermsContract)[N]>;

/** All payment terms, by code: a tenant has a handful. */
export async function listPaymentTerms(ctx: Ctx): Promise<{ rows: TermAnswer[] }> {
  return { rows: (await allPaymentTerms(ctx)).map(presentTerm) };
}

/** Adds a payment term. Terms are never changed: documents refer to them. */
export function createPaymentTerm(
  ctx: Ctx,
  input: Input<"paymentTerms.create">,
): Promise<TermAnswer> {
  return transact(ctx, async (tx) => {
    const faults = new Faults(tx.language);
    if (await paymentTermCodeTaken(tx, input.code)) faults.taken(["code"], input.code);
    checkStages(faults, input);
    faults.refuse();

    const { stages, ...fields } = input;
    const id = tx.newId();
    await refusingDuplicates({ uq_payment_terms_code: "code" }, () =>
      insertRow(tx, PaymentTerm, { ...fields, id }),
    );
    await insertRows(
      tx,
      PaymentTermStage,
      stages.map(({ trigger, ...stage }, at) => ({
        ...stage,
        paymentTermId: id,
        stageNo: at + 1,
        dueTrigger: trigger,
      })),
    );
    tx.record({ type: "paymentTerm", id, number: input.code, before: null, after: input });
    return shownTerm(tx, id);
  });
}

/** Puts a term out of use: parties and documents that have it keep it, nobody is given it any more. */
export const deactivatePaymentTerm = (ctx: Ctx, input: Input<"paymentTerms.deactivate">) =>
  moveTerm(ctx, "deactivate", input);

/** Puts a term into use again. */
export const activatePaymentTerm = (ctx: Ctx, input: Input<"paymentTerms.activate">) =>
  moveTerm(ctx, "activate", input);

function moveTerm(
  ctx: Ctx,
  move: "activate" | "deactivate",
  { paymentTermId, revision }: Input<"paymentTerms.activate">,
): Promise<TermAnswer> {
  return transact(ctx, async (tx) => {
    const permission = `paymentTerms.${move}`;
    const term = await loadForUpdate(tx, PaymentTerm, paymentTermPolicy, permission, paymentTermId);
    term.expectRevision(revision);
    const state = paymentTermStates.step(term.isActive ? "in_use" : "out_of_use", move);
    term.isActive = state === "in_use";
    await saveChanges(tx, term, { type: "paymentTerm", id: term.id, number: term.code });
    return shownTerm(tx, term.id);
  });
}

/** Stages are typed for `milestones` alone, and their shares are the whole. */
function checkStages(faults: Faults, { kind, stages }: Input<"paymentTerms.create">): void {
  if (kind !== "milestones") {
    if (stages.length > 0) faults.add(["stages"], "issue.stages_implied");
    return;
  }
  if (stages.length === 0) return faults.add(["stages"], "issue.stages_needed");
  const shares = stages.map(({ shareRate }) => exact(shareRate));
  if (sharesAreWhole(shares)) return;
  faults.add(["stages"], "issue.shares_not_whole", { total: toDecimalText(sum(shares)) });
}

async function shownTerm(ctx: Ctx, paymentTermId: Id): Promise<TermAnswer> {
  const term = await findPaymentTerm(ctx, paymentTermId);
  assert(term, "a payment term that was just written");
  return presentTerm(term);
}
