import type { Contract, InputOf, Operation, OutputOf } from "@quanlian/shared/contract";
import type { Ctx } from "../access/ctx";

/** What answers an operation. A write is called inside the transaction that also holds its idempotency key. */
export type Handler<O extends Operation = Operation> = (
  ctx: Ctx,
  input: InputOf<O>,
) => Promise<OutputOf<O>>;

export type Handlers<C extends Contract> = { [K in keyof C]: Handler<C[K]> };

export interface Registered {
  name: string;
  operation: Operation;
  handler: Handler;
}

/** One link's contract with its handlers: `main` collects them all. */
export interface Implementation {
  contract: Contract;
  handlers: Record<string, unknown>;
}

/** Says who answers each operation of a contract; the compiler demands all of them with the right shapes. */
export function implement<C extends Contract>(contract: C, handlers: Handlers<C>): Implementation {
  return { contract, handlers };
}

/**
 * Joins all links into the map that the one route looks into. Refuses to start with an operation that has no handler, a
 * handler without operation, a name twice, or an operation that says not enough for the adversary to attack it.
 */
export function buildRegistry(all: readonly Implementation[]): Map<string, Registered> {
  const registry = new Map<string, Registered>();
  const faults: string[] = [];
  for (const { contract, handlers } of all) {
    for (const [name, operation] of Object.entries(contract)) {
      const handler = handlers[name] as Handler | undefined;
      if (!handler) faults.push(`${name}: nobody answers it`);
      if (registry.has(name)) faults.push(`${name}: declared twice`);
      faults.push(...operationFaults(name, operation));
      if (handler) registry.set(name, { name, operation, handler });
    }
    for (const name of Object.keys(handlers)) {
      if (!contract[name]) faults.push(`${name}: not in the contract`);
    }
  }
  if (faults.length > 0)
    throw new Error(`The operations do not fit together:\n  ${faults.join("\n  ")}`);
  return registry;
}

function operationFaults(name: string, operation: Operation): string[] {
  const faults: string[] = [];
  if (!/^[a-z][a-zA-Z]*(\.[a-z][a-zA-Z]*)+$/.test(name))
    faults.push(`${name}: names are link.verb`);
  if (!operation.subject) faults.push(`${name}: no subject, so the adversary cannot attack it`);
  if (operation.actors.length === 0) faults.push(`${name}: no kind of actor may call it`);
  if (
    operation.actors.includes("staff") &&
    !operation.permission &&
    !("self" in operation.subject)
  ) {
    faults.push(`${name}: staff need a permission for it`);
  }
  return faults;
}
