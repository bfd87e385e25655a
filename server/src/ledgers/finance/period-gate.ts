import type { Day } from "@quanlian/shared/domain";
import type { Tx } from "../../kernel/db";
import { assert } from "../../kernel/errors";

/** Who says which months are closed: nothing is booked into one. `main` plugs it in. */
export interface PeriodGate {
  /** @throws Refusal `period.closed` with the first day that is open */
  refuseClosed(tx: Tx, occurredOn: Day): Promise<void>;
}

let installed: PeriodGate | null = null;

export function installPeriodGate(gate: PeriodGate): void {
  installed = gate;
}

export function periodGate(): PeriodGate {
  assert(installed, "nobody says which months are closed");
  return installed;
}
