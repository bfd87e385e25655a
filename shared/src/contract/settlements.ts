import { listField } from "./list-fields";
import { declareList, listContract } from "./lists";
import type { Contract } from "./operation";

/** What is charged, both ways. */

export const chargeSides = ["receivable", "payable"] as const;
export type ChargeSide = (typeof chargeSides)[number];
export const chargeKinds = ["shipment", "claim", "receipt", "milestone", "return"] as const;
export type ChargeKind = (typeof chargeKinds)[number];

export const chargeList = declareList("charges", {
  subject: "charge",
  about: "what is charged to customers and by suppliers",
  function: "finance",
  actors: ["staff"],
  searchable: true,
  fields: {
    documentNumber: listField.code(),
    side: listField.oneOf(chargeSides),
    kind: listField.oneOf(chargeKinds),
    party: listField.reference(),
    description: listField.text(),
    unit: listField.text({ shown: false }),
    quantity: listField.quantity(),
    unitPrice: listField.quantity(),
    inclCents: listField.cents(),
    exclCents: listField.cents({ shown: false }),
    taxCents: listField.cents({ shown: false }),
    chargedOn: listField.day(),
  },
});

export const settlementsContract = {
  ...listContract(chargeList),
} as const satisfies Contract;
