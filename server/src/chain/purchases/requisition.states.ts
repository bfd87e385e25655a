import { defineStates } from "../../kernel/states";

/** Every legal move of a requisition line. What is not written here is refused. */
export const requisitionLineStates = defineStates({
  open: { ask: "in_rfq", order: "ordered", cancel: "cancelled" },
  in_rfq: { order: "ordered", withdraw: "open", cancel: "cancelled" },
  ordered: { receive: "done", reopen: "open" },
});
