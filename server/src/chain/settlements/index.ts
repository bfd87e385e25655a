export { charge, chargedLines, type ChargedDocument, type NewCharge } from "./charge";
export { creditLine, creditLines, type CreditedLine, type CreditedPart } from "./credit-line";
export { settlementsOperations } from "./charge.routes";
export { statementConfirmed, statementSigned } from "./statement.events";
export { statementPolicy } from "./statement.policy";
export { statementsOperations } from "./statement.routes";
