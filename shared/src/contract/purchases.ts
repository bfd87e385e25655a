import { listField } from "./list-fields";
import { declareList, listContract } from "./lists";
import type { Contract } from "./operation";

/** What is to be bought. */
export const requisitionLineStateNames = [
  "open",
  "in_rfq",
  "ordered",
  "cancelled",
  "done",
] as const;

/** The requisition pool: one row per item that somebody must buy. */
export const requisitionLineList = declareList("requisitionLines", {
  subject: "requisition_line",
  about: "lines of purchase requisitions",
  function: "purchasing",
  actors: ["staff"],
  searchable: true,
  fields: {
    number: listField.code(),
    lineNo: listField.integer({ sortable: false, filterable: false }),
    state: listField.oneOf(requisitionLineStateNames),
    item: listField.reference(),
    itemCode: listField.code(),
    quantity: listField.quantity(),
    orderBy: listField.day(),
    neededOn: listField.day(),
    dueOn: listField.day(),
  },
});

export const purchasesContract = {
  ...listContract(requisitionLineList),
} as const satisfies Contract;
