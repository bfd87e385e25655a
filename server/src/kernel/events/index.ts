export * from "./fact";
export { defineFlow, installFlows, type Flow } from "./run-flow";
export { drainOutbox, type DrainOptions } from "./drain-outbox";
export {
  onOutside,
  receiveOutside,
  type OutsideFact,
  type OutsideMessage,
} from "./receive-outside";
export {
  installSubscribers,
  onMessage,
  onMessageOutside,
  type Message,
  type Subscriber,
} from "./subscribers";
export { deadLettersOperations } from "./dead-letters.routes";
export { sweepSpent } from "./sweep-spent";
