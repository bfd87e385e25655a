import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Bom, Item, Order, ShipmentView } from "@quanlian/shared/contract";
import type { Connection, RowDataPacket } from "mysql2/promise";
import { startPrivateServer, type PrivateServer } from "../../scripts/database/private-server";
import { connectForAudit, runSelfAudit } from "../../scripts/self-audit/run-self-audit";
import { givenTenant } from "../support/given";
import {
  givenConfirmed,
  givenFactory,
  givenItem,
  givenOrder,
  givenStock,
  type GivenFactory,
} from "../support/given-factory";
import { givenDispatched, givenPicked } from "../support/given-shipments";
import { startProduct, type TestProduct } from "../support/product";

/** A factory on a MariaDB of its own with durable commits, so that what it answered must survive. */
export interface FaultWorld {
  folder: string;
  server: PrivateServer;
  product: TestProduct;
  databaseUrl: string;
  factory: GivenFactory;
  /** Made from parts, scarce: an order for it reserves, makes and buys. */
  cabinet: Item;
  connection: Connection;
  close(): Promise<void>;
}

/** `removedByUs`: the server's folder outlives the server, to be started on again. */
export async function givenFaultWorld({ removedByUs = false } = {}): Promise<FaultWorld> {
  const folder = mkdtempSync(join(tmpdir(), "quanlian-faults-"));
  const server = await startPrivateServer({ folder, durable: true, disposable: !removedByUs });
  const shared = process.env.TEST_DATABASE_URL;
  process.env.TEST_DATABASE_URL = server.url;
  const product = await startProduct().finally(() => (process.env.TEST_DATABASE_URL = shared));
  const factory = await givenFactory(product, await givenTenant(product));
  const cabinet = await givenCabinet(factory);
  const { databaseUrl } = product.services.config;
  const connection = await connectForAudit(databaseUrl);
  const world: FaultWorld = {
    folder,
    server,
    product,
    databaseUrl,
    factory,
    cabinet,
    connection,
    async close() {
      world.connection.destroy();
      await product.close();
      await world.server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return world;
}

/** The server's own clock is the real one, so the bill of materials is in force since long ago. */
async function givenCabinet(factory: GivenFactory): Promise<Item> {
  const screw = await givenItem(factory, { lotMultiple: "10" });
  const frame = await givenItem(factory);
  const cabinet = await givenItem(factory, { supplyMode: "make", leadTimeDays: 2 });
  const { data: bom } = await factory.product.call<Bom>(factory.token, "boms.create", {
    itemId: cabinet.id,
    components: [
      { itemId: screw.id, perBase: "4" },
      { itemId: frame.id, perBase: "1" },
    ],
    operations: [{ name: "装配", runMinutesPerUnit: "5" }],
  });
  const released = await factory.product.call(factory.token, "boms.release", {
    bomVersionId: bom.id,
    revision: bom.revision,
    effectiveFrom: "2020-01-01",
  });
  expect(released.ok).toBe(true);
  for (const item of [cabinet, screw, frame]) await givenStock(factory, item, "2", "1.5");
  return cabinet;
}

/** A draft order that takes stock, a work order and requisition lines. */
export const givenDraft = ({ factory, cabinet }: FaultWorld): Promise<Order> =>
  givenOrder(factory, [
    [cabinet, "3"],
    [cabinet, "2"],
  ]);

export const givenConfirmedOrder = async (world: FaultWorld): Promise<Order> =>
  givenConfirmed(world.factory, await givenDraft(world));

/** The self-audit, but for what the real clock decides; `only` for a part of it. */
export async function expectCleanBooks(
  { databaseUrl }: FaultWorld,
  only?: readonly string[],
): Promise<void> {
  const { faults } = await runSelfAudit(databaseUrl, { only, except: ["outbox."] });
  expect(faults).toEqual([]);
}

/** How often an order's confirmation and cancellation stand in the books: fact, commitment, audit, messages, demands. */
export async function tracesOf(
  { connection }: FaultWorld,
  orderId: string,
): Promise<Record<string, number>> {
  const [[row]] = await connection.query<RowDataPacket[]>(
    `SELECT
      (SELECT COUNT(*) FROM facts WHERE subject_id = :id AND name = 'orderConfirmed') AS confirmed,
      (SELECT COUNT(*) FROM facts WHERE subject_id = :id AND name = 'orderCancelled') AS cancelled,
      (SELECT COUNT(*) FROM party_entries WHERE source_id = :id) AS entries,
      (SELECT COUNT(*) FROM audit_entries WHERE subject_id = :id AND operation <> 'orders.create') AS audited,
      (SELECT COUNT(*) FROM outbox WHERE payload LIKE '%:id%') AS messages,
      (SELECT COUNT(*) FROM demands d JOIN sales_order_lines l ON l.id = d.source_id WHERE l.order_id = :id) AS demands,
      (SELECT COUNT(*) FROM idempotency_keys WHERE answer LIKE '%:id%'
        AND operation IN ('orders.confirm', 'orders.cancel', 'orderChanges.apply')) AS answers`.replaceAll(
      ":id",
      orderId,
    ),
  );
  return Object.fromEntries(Object.entries(row!).map(([name, count]) => [name, Number(count)]));
}

/** A delivery of all of an order over stock that is there, picked. */
export async function givenPickedDelivery(world: FaultWorld): Promise<ShipmentView> {
  return givenPicked(world.factory, await stockedOrder(world), ["2"]);
}

/** The same, and its goods have left. */
export async function givenGoneDelivery(world: FaultWorld): Promise<ShipmentView> {
  return givenDispatched(world.factory, await stockedOrder(world), ["2"]);
}

async function stockedOrder({ factory }: FaultWorld): Promise<Order> {
  const item = await givenItem(factory);
  await givenStock(factory, item, "2", "1.5");
  return givenConfirmed(factory, await givenOrder(factory, [[item, "2"]]));
}

/** How often a delivery stands in the books: its goods out of stock, its charge and what is open of it, messages. */
export async function tracesOfDelivery(
  { connection }: FaultWorld,
  shipmentId: string,
): Promise<Record<string, number>> {
  const [[row]] = await connection.query<RowDataPacket[]>(
    `SELECT
      (SELECT COUNT(*) FROM stock_moves WHERE source_type = 'shipment' AND source_id = :id) AS moved,
      (SELECT COUNT(*) FROM facts WHERE subject_id = :id AND name = 'shipmentAccepted') AS answered,
      (SELECT COUNT(*) FROM charges WHERE source_id = :id) AS charges,
      (SELECT COUNT(*) FROM party_entries WHERE source_id = :id) AS entries,
      (SELECT COUNT(*) FROM outbox WHERE payload LIKE '%"shipmentId":":id"%') AS messages,
      (SELECT COUNT(*) FROM shipment_lines l JOIN sales_order_lines o ON o.id = l.order_line_id
        WHERE l.shipment_id = :id AND o.shipped_quantity = l.quantity) AS shipped`.replaceAll(
      ":id",
      shipmentId,
    ),
  );
  return Object.fromEntries(Object.entries(row!).map(([name, count]) => [name, Number(count)]));
}
