import type { BookedOperation } from "../masters/people";

/**
 * Permissions that an operation asks for beside its own, where more depends on it than the call: a role may grant them, and who
 * edits one must find them.
 */
export const askedInside: readonly BookedOperation[] = [
  {
    name: "orders.confirm",
    permission: "orders.overrideCredit",
    summary: "Confirms an order beyond the customer's credit limit, with a reason.",
    function: "sales",
  },
  {
    name: "quotes.send",
    permission: "quotes.approve",
    summary: "Agrees to a quote below the margin floor.",
    function: "sales",
  },
  {
    name: "orders.submit",
    permission: "orders.approve",
    summary: "Agrees to an order that needs it by the company's rules.",
    function: "sales",
  },
  {
    name: "approvals.approve",
    permission: "approvals.decideOwn",
    summary: "Decides a request of one's own.",
    function: "core",
  },
  {
    name: "allocations.create",
    permission: "allocations.writeOff",
    summary: "Writes a small rest off, with a reason.",
    function: "finance",
  },
];
