import { stampOf } from "../access/actor";
import { insertRow } from "../db/insert-rows";
import type { Tx } from "../db/tx";
import { assert } from "../errors";
import type { Id } from "../ids/id";
import { FactRow } from "./events.model";
import type { Emitted, Fact } from "./fact";

/** The arrow of one fact: a plain sequence of effects, awaited one after the other in the fact's transaction. */
export interface Flow<T> {
  readonly fact: Fact<T>;
  readonly run: (tx: Tx, fact: Emitted<T>) => Promise<void>;
}

/** Declares what follows from a fact. One file per fact, in `server/src/flows`. */
export function defineFlow<T>(
  fact: Fact<T>,
  run: (tx: Tx, fact: Emitted<T>) => Promise<void>,
): Flow<T> {
  return { fact, run };
}

const flows = new Map<string, Flow<never>>();

/** Plugs the arrows in, once, at the start. A second flow for a fact, or an unknown one, stops the server. */
export function installFlows(all: readonly Flow<never>[]): void {
  flows.clear();
  for (const flow of all) {
    assert(!flows.has(flow.fact.name), `two flows for the fact ${flow.fact.name}`);
    flows.set(flow.fact.name, flow);
  }
}

/** Writes the fact's own row and runs its flow. A fact without a flow is refused: nothing of the business ends in silence. */
export async function runFlow<T>(
  tx: Tx,
  fact: Fact<T>,
  emitted: Emitted<T>,
  causeId: Id | null,
): Promise<void> {
  const flow = flows.get(fact.name) as Flow<T> | undefined;
  assert(flow, `no flow for the fact ${fact.name}`);
  await insertRow(tx, FactRow, {
    id: emitted.id,
    name: fact.name,
    subjectType: fact.subject.type,
    subjectId: fact.subject.id(emitted.payload),
    causeId,
    operation: tx.origin.operation,
    actor: stampOf(tx.actor),
    payload: emitted.payload as Record<string, unknown>,
  });
  await flow.run(tx, emitted);
}
