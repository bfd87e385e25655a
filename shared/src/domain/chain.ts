/** The links of the chain, in the order in which a business passes through them. */
export const chainLinks = [
  "leads",
  "deals",
  "quotes",
  "orders",
  "plans",
  "purchases",
  "works",
  "shipments",
  "settlements",
] as const;

export type ChainLink = (typeof chainLinks)[number];

/** Who answers for an arrow that did not arrive. */
export const arrowOwners = [
  "sales",
  "planner",
  "buyer",
  "warehouse",
  "quality",
  "workshop",
  "finance",
] as const;

export type ArrowOwner = (typeof arrowOwners)[number];

/**
 * One arrow: when the fact has happened in `from`, the expected event must follow in `to`.
 *
 * `to` may be `from` itself, where a fact moves its own link on (an award becomes purchase orders).
 */
export type ArrowShape = {
  fact: string;
  from: ChainLink;
  to: ChainLink;
  expects: string;
  /** Hours after the fact from which the missing event counts as late. */
  withinHours: number;
  /** What must be equal on both sides: base-unit quantity, amount in 分, or nothing countable. */
  conserves: "quantity" | "amount" | null;
  owner: ArrowOwner;
};

/**
 * All arrows, in business order; the panorama and the breakpoint diagnosis read them.
 *
 * Most events are written in the fact's own transaction: their hour is a grace for a repair that is
 * already running, not a time that anyone needs. Longer limits wait for a person.
 */
// prettier-ignore
export const arrows = [
  { fact: "leadConverted",          from: "leads",       to: "deals",       expects: "dealOpened",        withinHours: 1,  conserves: null,       owner: "sales" },
  { fact: "quoteAccepted",          from: "quotes",      to: "orders",      expects: "orderDrafted",      withinHours: 1,  conserves: "amount",   owner: "sales" },
  { fact: "orderConfirmed",         from: "orders",      to: "plans",       expects: "demandPlanned",     withinHours: 1,  conserves: "quantity", owner: "planner" },
  { fact: "orderChanged",           from: "orders",      to: "plans",       expects: "demandAdjusted",    withinHours: 1,  conserves: "quantity", owner: "planner" },
  { fact: "orderCancelled",         from: "orders",      to: "plans",       expects: "demandReleased",    withinHours: 1,  conserves: "quantity", owner: "planner" },
  { fact: "rfqAwarded",             from: "purchases",   to: "purchases",   expects: "purchaseOrdered",   withinHours: 1,  conserves: "quantity", owner: "buyer" },
  { fact: "purchaseOrderConfirmed", from: "purchases",   to: "plans",       expects: "supplyDated",       withinHours: 1,  conserves: "quantity", owner: "buyer" },
  { fact: "purchaseOrderCountered", from: "purchases",   to: "plans",       expects: "supplyReviewed",    withinHours: 24, conserves: null,       owner: "buyer" },
  { fact: "shippingNoticeSent",     from: "purchases",   to: "shipments",   expects: "arrivalExpected",   withinHours: 1,  conserves: "quantity", owner: "buyer" },
  { fact: "goodsReceived",          from: "purchases",   to: "settlements", expects: "payableCharged",    withinHours: 1,  conserves: "amount",   owner: "warehouse" },
  { fact: "goodsInspected",         from: "purchases",   to: "plans",       expects: "peggedReserved",    withinHours: 1,  conserves: "quantity", owner: "quality" },
  { fact: "workOrderReleased",      from: "plans",       to: "works",       expects: "tasksOpened",       withinHours: 1,  conserves: "quantity", owner: "workshop" },
  { fact: "workReported",           from: "works",       to: "orders",      expects: "lineProgressed",    withinHours: 1,  conserves: "quantity", owner: "workshop" },
  { fact: "workFinished",           from: "works",       to: "shipments",   expects: "finishedReserved",  withinHours: 1,  conserves: "quantity", owner: "workshop" },
  { fact: "shipmentDispatched",     from: "shipments",   to: "settlements", expects: "receivableCharged", withinHours: 1,  conserves: "amount",   owner: "warehouse" },
  { fact: "shipmentAccepted",       from: "shipments",   to: "orders",      expects: "lineAccepted",      withinHours: 1,  conserves: "quantity", owner: "sales" },
  { fact: "shipmentDisputed",       from: "shipments",   to: "settlements", expects: "claimOpened",       withinHours: 1,  conserves: "quantity", owner: "sales" },
  { fact: "paymentSucceeded",       from: "settlements", to: "settlements", expects: "paymentAllocated",  withinHours: 1,  conserves: "amount",   owner: "finance" },
  { fact: "statementConfirmed",     from: "settlements", to: "settlements", expects: "chargesLocked",     withinHours: 1,  conserves: "amount",   owner: "finance" },
] as const satisfies readonly ArrowShape[];

export type Arrow = (typeof arrows)[number];

/** The facts that the chain's arrows begin with. */
export type ChainFact = Arrow["fact"];
