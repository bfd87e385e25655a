import type { ActorStore } from "../kernel/access/actor-store";
import { installFlows, type Flow } from "../kernel/events/run-flow";
import { buildRegistry, type Implementation, type Registered } from "../kernel/http/registry";
import type { Route } from "../kernel/http/route";

/** Every link's operations with who answers them, in the order of the chain. */
const implementations: readonly Implementation[] = [];

/** Every arrow, in business order. */
const flows: readonly Flow<never>[] = [];

/** The few routes outside the contract. */
const routes: readonly Route[] = [];

/** The product as one piece: what `web`, `worker`, the tests and the demo start from. */
export interface Product {
  registry: Map<string, Registered>;
  routes: readonly Route[];
  actors: ActorStore;
}

/** Plugs the rooms together. Throws when an operation, a flow or a port does not fit. */
export function assembleProduct(): Product {
  installFlows(flows);
  return { registry: buildRegistry(implementations), routes, actors: { identify: () => Promise.resolve(null) } };
}
