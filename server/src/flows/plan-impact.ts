import { toDecimalText } from "@quanlian/shared/domain";
import type { PlanImpact } from "../chain/orders";
import type { AmendedSupply, OrderAmendment } from "../chain/plans";
import { numbersOfRequisitionLines } from "../chain/purchases";
import { numbersOfWorkOrders } from "../chain/works";
import type { Tx } from "../kernel/db";
import type { Id } from "../kernel/ids";
import { isAsBefore } from "./amended-documents";

/** What a change did to the plan, with the numbers of the documents that were there before: two statements. */
export async function planImpactOf(tx: Tx, { plan }: OrderAmendment): Promise<PlanImpact> {
  const ids = [
    ...plan.supplies.map((each) => each.id),
    ...plan.messages.map((message) => message.supplyId),
  ];
  const numbers = new Map([
    ...(await numbersOfWorkOrders(tx, ids)),
    ...(await numbersOfRequisitionLines(tx, ids)),
  ]);
  return {
    supplies: plan.supplies.flatMap((each) => supplyImpact(each, numbers)),
    reservations: reservationsByItem(plan.reservations),
    messages: plan.messages.map(({ supplyId, kind, itemId, quantity, wantedOn }) => ({
      kind,
      number: numbers.get(supplyId) ?? null,
      itemId,
      quantity: toDecimalText(quantity),
      wantedOn: wantedOn ?? null,
    })),
  };
}

function supplyImpact(
  each: AmendedSupply,
  numbers: ReadonlyMap<Id, string>,
): PlanImpact["supplies"] {
  if (each.change === "kept") return [];
  if (each.change === "opened") {
    const { kind, itemId, quantity, dueOn } = each.supply;
    if (kind === "phantom") return []; // no document, so nothing that people would look for
    return [
      {
        ...{ kind, itemId, change: "opened", number: null },
        quantity: { before: null, after: toDecimalText(quantity) },
        dueOn: { before: null, after: dueOn },
      },
    ];
  }
  if (!each.before || (each.change === "replanned" && isAsBefore(each))) return [];
  const { kind, itemId, quantity, dueOn } = each.before;
  if (kind === "phantom") return [];
  const after = each.change === "replanned" ? each.supply : { quantity: each.quantity, dueOn };
  const gone = each.change === "cancelled";
  return [
    {
      ...{ kind, itemId, change: gone ? "cancelled" : "changed" },
      number: numbers.get(each.id) ?? null,
      quantity: {
        before: toDecimalText(quantity),
        after: gone ? null : toDecimalText(after.quantity),
      },
      dueOn: { before: dueOn, after: gone ? null : after.dueOn },
    },
  ];
}

/** Held stock by item: what one demand gives back and another takes is no difference. */
function reservationsByItem(
  reservations: OrderAmendment["plan"]["reservations"],
): PlanImpact["reservations"] {
  const sums = new Map<Id, { before: bigint; after: bigint }>();
  for (const { itemId, before, quantity } of reservations) {
    const sum = sums.get(itemId) ?? { before: 0n, after: 0n };
    sums.set(itemId, { before: sum.before + before, after: sum.after + quantity });
  }
  return [...sums].flatMap(([itemId, { before, after }]) =>
    before === after
      ? []
      : [{ itemId, quantity: { before: toDecimalText(before), after: toDecimalText(after) } }],
  );
}
