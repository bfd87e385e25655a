import { callOperation, identify } from "../../../server/src/kernel/http";
import { openPool, type BenchDatabase } from "../support/bench-database";
import { callOf, type BenchProduct } from "../support/bench-product";
import { runClosed, type Measured } from "../support/measure";
import { sendOpenLoop, type WebProcess } from "../support/web-process";
import { confirmByFloor } from "../floor/confirm-order.floor";
import type { Floor } from "../floor/floor";
import type { BenchFactory } from "./seed-factory";

/** One way to confirm orders, with a factory of its own: all factories are alike. */
export interface Side {
  name: "product" | "floor" | "http";
  factory: BenchFactory;
  /** Confirms all of them by so many clients at once. */
  confirm(orderIds: readonly string[], clients: number): Promise<Measured>;
  close(): Promise<void>;
}

const OPERATION = "orders.confirm";
const bodyOf = (orderId: string) => ({ orderId, revision: 1 });

/** The operation in this process, within its idempotency write, as the HTTP layer calls it. */
export async function productSide({ caller }: BenchProduct, factory: BenchFactory): Promise<Side> {
  const who = await identify(caller, factory.token);
  return {
    name: "product",
    factory,
    confirm: (orderIds, clients) =>
      runClosed(clients, orderIds, async (orderId) => {
        await callOperation(caller, callOf(OPERATION, bodyOf(orderId)), who);
      }),
    close: () => Promise.resolve(),
  };
}

/** The same by plain SQL. */
export async function floorSide(
  database: BenchDatabase,
  { caller }: BenchProduct,
  factory: BenchFactory,
): Promise<Side> {
  const { actor } = await identify(caller, factory.token);
  if (actor.kind !== "staff") throw new Error("The floor acts as one of the staff");
  const floor: Floor = {
    pool: openPool(database.server.url, database.config.databasePoolSize),
    sidePool: openPool(database.server.url, 2),
    nextId: () => caller.services.ids.next(),
    tenantId: factory.tenantId,
    userId: actor.userId,
    userName: actor.name,
  };
  return {
    name: "floor",
    factory,
    confirm: (orderIds, clients) =>
      runClosed(clients, orderIds, async (orderId) => {
        const { idempotencyKey, requestId, address } = callOf(OPERATION, null);
        await confirmByFloor(floor, { ...bodyOf(orderId), idempotencyKey, requestId, address });
      }),
    async close() {
      await floor.pool.end();
      await floor.sidePool.end();
    },
  };
}

/** Arrivals a second beyond what any machine confirms: the clients are always busy. */
const FLOOD = 100_000;

/** The product over HTTP with a token, in a process of its own. One client is paced so that no request waits for another. */
export function httpSide(web: WebProcess, factory: BenchFactory): Side {
  const load = { port: web.port, token: factory.token, operation: OPERATION };
  let pace = 10;
  return {
    name: "http",
    factory,
    async confirm(orderIds, clients) {
      const bodies = orderIds.map(bodyOf);
      if (clients > 1) return sendOpenLoop({ ...load, bodies, clients, rate: FLOOD });
      const measured = await sendOpenLoop({ ...load, bodies, clients, rate: pace });
      // Twice as long between two requests as one of them takes.
      pace = 500 / measured.p50;
      return measured;
    },
    close: () => web.stop(),
  };
}
