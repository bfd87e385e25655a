import { defineStates } from "../../kernel/states";

/** A month begins open and may be opened again; until it is first closed it has no row. */
export const periodStates = defineStates({
  open: { close: "closed" },
  closed: { reopen: "open" },
});
