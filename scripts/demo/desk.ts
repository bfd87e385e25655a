import { randomUUID } from "node:crypto";
import type {
  catalogContract,
  ErrorCode,
  inventoryContract,
  Issue,
  ordersContract,
  partiesContract,
  partyAddressesContract,
  paymentTermsContract,
  peopleContract,
  planningContract,
  plansContract,
  pricesContract,
  plantContract,
  portalPurchasesContract,
  portalRfqsContract,
  rfqsContract,
  purchaseOrdersContract,
  purchasesContract,
  sessionsContract,
  auditContract,
  portalContract,
  tenantsContract,
  worksContract,
  dealsContract,
  involvementContract,
  leadDeskContract,
  leadsContract,
  orderChangesContract,
  portalQuotesContract,
  quotesContract,
  quoteSettingsContract,
  workflowContract,
  financeContract,
  portalShipmentsContract,
  portalShippingNoticesContract,
  portalStatementsContract,
  portalTodoContract,
  settlementsContract,
  shipmentsContract,
  statementsContract,
  workFloorContract,
} from "@quanlian/shared/contract";
import type { z } from "zod";

/** The operations that the demo and the stories call, by name, with their inputs and answers. */
type Api = typeof sessionsContract &
  typeof tenantsContract &
  typeof peopleContract &
  typeof partiesContract &
  typeof partyAddressesContract &
  typeof paymentTermsContract &
  typeof plantContract &
  typeof pricesContract &
  typeof catalogContract &
  typeof inventoryContract &
  typeof ordersContract &
  typeof planningContract &
  typeof plansContract &
  typeof worksContract &
  typeof purchasesContract &
  typeof purchaseOrdersContract &
  typeof portalPurchasesContract &
  typeof rfqsContract &
  typeof portalRfqsContract &
  typeof portalContract &
  typeof auditContract &
  typeof dealsContract &
  typeof involvementContract &
  typeof leadDeskContract &
  typeof leadsContract &
  typeof orderChangesContract &
  typeof portalQuotesContract &
  typeof quotesContract &
  typeof quoteSettingsContract &
  typeof workflowContract &
  typeof financeContract &
  typeof workFloorContract &
  typeof shipmentsContract &
  typeof portalShipmentsContract &
  typeof portalShippingNoticesContract &
  typeof settlementsContract &
  typeof statementsContract &
  typeof portalStatementsContract &
  typeof portalTodoContract;

export type OperationName = keyof Api;
export type InputTo<N extends OperationName> = z.input<Api[N]["input"]>;
export type AnswerOf<N extends OperationName> = z.output<Api[N]["output"]>;

/** One call on its way to the product: in this process or over HTTP. Throws `Refused` when the product says no. */
export type Send = (
  token: string | null,
  operation: string,
  input: unknown,
  idempotencyKey: string,
) => Promise<unknown>;

/** The product said no: with its code, and its sentence for people. */
export class Refused extends Error {
  constructor(
    readonly operation: string,
    readonly code: ErrorCode,
    readonly sentence: string,
    readonly facts: Readonly<Record<string, unknown>> = {},
    readonly issues: readonly Issue[] = [],
  ) {
    const faults = issues.map((issue) => `\n  ${issue.path.join(".")}: ${issue.message}`).join("");
    super(`${operation} was refused (${code}): ${sentence}${faults}`);
    this.name = "Refused";
  }
}

/** One person at work, with a session of their own. */
export interface Desk {
  readonly name: string;
  readonly phone: string;
  /** The user's or the contact's id; null for the operator. */
  readonly memberId: string | null;
  call<N extends OperationName>(
    operation: N,
    input: InputTo<N>,
    idempotencyKey?: string,
  ): Promise<AnswerOf<N>>;
}

/** Calls without a session: signing in, accepting an invitation. */
export async function callAsNobody<N extends OperationName>(
  send: Send,
  operation: N,
  input: InputTo<N>,
): Promise<AnswerOf<N>> {
  return (await send(null, operation, input, randomUUID())) as AnswerOf<N>;
}

/** Signs a person in who has one place; answers their desk. */
export async function signIn(
  send: Send,
  person: { phone: string; password: string },
): Promise<Desk> {
  const answer = await callAsNobody(send, "sessions.signIn", {
    account: person.phone,
    password: person.password,
  });
  if (!answer.signedIn) throw new Error(`${person.phone} stands at several places`);
  return deskOf(send, person.phone, answer);
}

/** The desk of somebody who has just been given a session. */
export function deskOf(
  send: Send,
  phone: string,
  session: {
    accessToken: string;
    person: { name: string };
    place: { memberId: string | null; memberName: string };
  },
): Desk {
  const { accessToken, person, place } = session;
  return {
    name: place.memberName || person.name,
    phone,
    memberId: place.memberId,
    call: async <N extends OperationName>(operation: N, input: InputTo<N>, key = randomUUID()) =>
      (await send(accessToken, operation, input, key)) as AnswerOf<N>,
  };
}

/** Runs what the product must refuse; answers the refusal. Anything else is a failure of the story. */
export async function refusalOf(work: Promise<unknown>, code: ErrorCode): Promise<Refused> {
  try {
    await work;
  } catch (error) {
    if (error instanceof Refused && error.code === code) return error;
    throw error;
  }
  throw new Error(`Nothing was refused, where ${code} was expected`);
}
