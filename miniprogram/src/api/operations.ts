import type {
  Contract,
  OutputOf as SentOutput,
  portalCompaniesContract,
  portalContract,
  portalPurchasesContract,
  portalQuotesContract,
  portalRfqsContract,
  portalShipmentsContract,
  portalShippingNoticesContract,
  portalStatementsContract,
  portalTodoContract,
  sessionsContract,
} from "@quanlian/shared/contract";

/** What the portal may ask the server, as types alone: no line of the contract is in the bundle. */

type Operations = typeof portalContract &
  typeof portalCompaniesContract &
  typeof portalPurchasesContract &
  typeof portalQuotesContract &
  typeof portalRfqsContract &
  typeof portalShipmentsContract &
  typeof portalShippingNoticesContract &
  typeof portalStatementsContract &
  typeof portalTodoContract &
  typeof sessionsContract;

type NamedOfKind<Kind extends "read" | "write", All extends Contract = Operations> = {
  [Name in keyof All]: All[Name]["kind"] extends Kind ? Name : never;
}[keyof All];

export type ReadName = NamedOfKind<"read">;
export type WriteName = NamedOfKind<"write">;
export type OperationName = ReadName | WriteName;

/** What is sent: a field with a default may be left out. */
export type InputOf<Name extends OperationName> = Operations[Name]["input"]["_zod"]["input"];
export type OutputOf<Name extends OperationName> = SentOutput<Operations[Name]>;
