import { addDays, day } from "@quanlian/shared/domain";
import { signIn } from "../../scripts/demo/desk";
import {
  administrator,
  customerContact,
  DEMO_PASSWORD,
  demoTenant,
  operator,
  supplierContact,
} from "../../scripts/demo/factory/people";
import { customers, inventedCreditCode, suppliers } from "../../scripts/demo/factory/companies";
import { enquirers } from "../../scripts/demo/factory/enquirers";
import { fillDemo, HISTORY_DAYS, MOST_ORDERS } from "../../scripts/demo/fill-demo";
import { sendInProcess } from "../../scripts/demo/send";
import { seededRandom } from "../../scripts/demo/seeded-random";
import { TurningClock } from "../../scripts/demo/turning-clock";
import { runSelfAudit } from "../../scripts/self-audit/run-self-audit";
import { createServices, type Started } from "../../server/src/main/create-services";
import { createOperator } from "../../server/src/masters/people";
import { startProduct, type TestProduct } from "../support/product";

const TODAY = day("2026-11-23");

let product: TestProduct;
let started: Started;
let clock: TurningClock;

beforeAll(async () => {
  product = await startProduct();
  clock = new TurningClock(addDays(TODAY, -HISTORY_DAYS));
  started = await createServices(product.services.config, clock);
  await createOperator(started.services, { ...operator, password: DEMO_PASSWORD });
});
afterAll(async () => {
  await started.close();
  await product.close();
});

describe("the demo factory", () => {
  it("plays six weeks through the operations, none of which refuses, and leaves clean books", async () => {
    const send = sendInProcess(started.services, product.product);
    const trade = await fillDemo({
      send,
      clock,
      from: addDays(TODAY, -HISTORY_DAYS),
      until: TODAY,
      mostOrders: MOST_ORDERS,
      progress: () => undefined,
    });
    expect(trade.drafted).toBeGreaterThanOrEqual(60);
    expect(trade.confirmed).toBeGreaterThanOrEqual(50);
    expect(trade.confirmed).toBeLessThan(trade.drafted);
    expect(trade.cancelled).toBeGreaterThan(0);
    expect(trade.custom).toBeGreaterThan(0);

    const desk = await signIn(send, { ...administrator, password: DEMO_PASSWORD });
    const { place } = await desk.call("sessions.me", {});
    expect(place.tenantName).toBe(demoTenant.name);
    // The two orders of the customer with the small limit and those of new customers come on top of the trade.
    const count = trade.drafted + 2 + trade.enquired;
    expect(await desk.call("orders.count", {})).toEqual({ count });
    expect(trade.enquired).toBe(2);
    expect(await desk.call("leads.count", {})).toEqual({ count: enquirers.length });
    const { stages, won, lost } = await desk.call("deals.funnel", {});
    expect({ stages: stages.length > 2, won, lost }).toEqual({ stages: true, won: 2, lost: 1 });
    expect(trade.quoted).toBeGreaterThan(5);
    const late = await desk.call("orders.list", {
      filter: { orderedOn: { gte: TODAY } },
      columns: ["orderedOn"],
    });
    expect(late.rows).toEqual([]);

    expect(trade.purchases.ordered).toBeGreaterThan(10);
    expect(trade.purchases.received).toBeGreaterThan(5);

    const waitingFor = async ({ phone }: { phone: string }) => {
      const contact = await signIn(send, { phone, password: DEMO_PASSWORD });
      const { rows } = await contact.call("portal.todo.list", {});
      return [...new Set(rows.map(({ kind }) => kind))].sort((a, b) => a.localeCompare(b));
    };
    expect(await waitingFor(customerContact)).toEqual(["delivery", "quote", "statement"]);
    expect(await waitingFor(supplierContact)).toEqual(
      expect.arrayContaining(["purchase_order", "rfq"]),
    );

    const audit = await runSelfAudit(product.services.config.databaseUrl, { except: ["outbox."] });
    expect(audit.faults).toEqual([]);
  }, 120_000);
});

describe("what the demo invents", () => {
  it("has a valid credit code of its own for every company", () => {
    const codes = [...customers, ...suppliers].map((_, at) => inventedCreditCode(at + 1));
    expect(new Set(codes).size).toBe(customers.length + suppliers.length);
  });

  it("is the same at each run with the same seed", () => {
    const draw = (seed: number) => {
      const random = seededRandom(seed);
      return Array.from({ length: 20 }, () => random.between(1, 1000));
    };
    expect(draw(7)).toEqual(draw(7));
    expect(draw(7)).not.toEqual(draw(8));
  });
});
