import type { StatementView } from "@quanlian/shared/contract";
import type { GivenFactory } from "./given-factory";

/** Builders of statements of account. */

/** A statement of all that is open with a customer up to the month's end, as a draft. */
export async function givenStatement(
  { product, token }: GivenFactory,
  partyId: string,
): Promise<StatementView> {
  const input = { partyId, side: "receivable", endsOn: "2026-11-30" };
  return (await product.call<StatementView>(token, "statements.create", input)).data;
}

/** The same, and the customer has it in hand. */
export async function givenSentStatement(
  factory: GivenFactory,
  partyId: string,
): Promise<StatementView> {
  const { id: statementId, revision } = await givenStatement(factory, partyId);
  const input = { statementId, revision };
  return (await factory.product.call<StatementView>(factory.token, "statements.send", input)).data;
}

/** The same, with figures of theirs that are 1 yuan less; answers its id. */
export async function givenDisputedStatement(
  factory: GivenFactory,
  partyId: string,
): Promise<string> {
  const { id: statementId, revision, closingCents } = await givenSentStatement(factory, partyId);
  const input = { statementId, revision, closingCents: closingCents - 100 };
  void (await factory.product.call(factory.token, "statements.recordFigures", input)).data;
  return statementId;
}
