import { createHash } from "node:crypto";
import type { PoolConnection } from "mysql2/promise";
import { dayIn, exact, toDecimalText, type Day } from "@quanlian/shared/domain";
import { dayText, instant, json, retried, stockUpNumbers, text, type Floor } from "./floor";
import { answerOf } from "./answer.floor";
import { planByFloor, type Demand } from "./plan.floor";
import {
  lockBalance,
  lockOrder,
  lockStocks,
  readLines,
  readMasters,
  readOpenSupplies,
} from "./reads.floor";
import type { LineRow, OrderRow } from "./rows.floor";
import {
  writePlan,
  writeRequisition,
  writeReservations,
  writeWorkOrders,
  type NewDocument,
  type Stamp,
} from "./write-plan.floor";

/** What comes in, as the product gets it. */
export interface Confirmation {
  orderId: string;
  revision: number;
  idempotencyKey: string;
  requestId: string;
  address: string;
}

const OPERATION = "orders.confirm";

/**
 * Confirms an order as the product does, by hand: plain SQL through the same driver, the same tables, keys and locks in the
 * same order, the same rows. It knows standard lines of one tenant only and no ports, guards, policies or schemas; what
 * the product spends beyond it is the price of those.
 */
export function confirmByFloor(floor: Floor, confirmation: Confirmation): Promise<string> {
  return retried(async () => {
    const on = await floor.pool.getConnection();
    try {
      await on.query("START TRANSACTION");
      const answer = await confirm(on, floor, confirmation);
      await on.query("COMMIT");
      return answer;
    } catch (error) {
      await on.query("ROLLBACK");
      throw error;
    } finally {
      on.release();
    }
  });
}

async function confirm(
  on: PoolConnection,
  floor: Floor,
  confirmation: Confirmation,
): Promise<string> {
  const at = new Date();
  const today = dayIn(at, "Asia/Shanghai");
  const stamp: Stamp = { floor, factId: floor.nextId(), today, now: instant(at) };
  const keyId = await writeKey(on, stamp, confirmation);

  const order = await lockOrder(on, floor, confirmation.orderId);
  if (!order || order.revision !== confirmation.revision || order.state !== "draft")
    throw new Error("refused");
  const lines = await readLines(on, floor, order);
  const masters = await readMasters(
    on,
    floor,
    [...new Set(lines.map((line) => line.itemId))],
    today,
  );
  await commitToCustomer(on, stamp, order, lines);

  const wanted = lines.map((line) => ({
    lineId: line.id,
    itemId: line.itemId,
    warehouseId: line.warehouseId ?? masters.items.get(line.itemId)!.homeWarehouseId,
    quantity: exact(line.quantity),
    neededOn: line.requestedOn,
  }));
  await stockUpNumbers(floor, "SCGD", today, masters.recipes.size);
  await stockUpNumbers(floor, "CGSQ", today, 1);
  const itemIds = [...masters.items.keys()];
  const warehouseIds = new Set([
    ...[...masters.items.values()].map((item) => item.homeWarehouseId),
    ...wanted.map((each) => each.warehouseId),
  ]);
  const stocks = await lockStocks(on, floor, itemIds, [...warehouseIds]);
  const openSupplies = await readOpenSupplies(on, floor, itemIds);
  const plan = planByFloor({ wanted, masters, stocks, openSupplies, today, nextId: floor.nextId });

  await writeFact(on, stamp, order, lines);
  await writeReservations(on, stamp, plan, stocks);
  const opened = await writeWorkOrders(on, stamp, plan);
  const raised = await writeRequisition(on, stamp, plan);
  await writePlan(on, stamp, plan, openSupplies);
  const promises = plan.demands.filter((demand) => demand.lineId !== null);
  const promisedOn = latest(promises);
  await writePromise(on, stamp, order, promises, promisedOn);
  await writeTrail(on, stamp, confirmation, order, [...opened, ...raised]);
  const answer = JSON.stringify(answerOf(order, lines, promises, promisedOn, at));
  await on.query(
    `UPDATE idempotency_keys SET answer = ${text(answer)}, status = 200 WHERE tenant_id = ${floor.tenantId} AND id = ${keyId}`,
  );
  return answer;
}

async function writeKey(
  on: PoolConnection,
  { floor, now }: Stamp,
  { idempotencyKey, orderId, revision }: Confirmation,
): Promise<string> {
  const id = floor.nextId();
  const hash = createHash("sha256").update(JSON.stringify({ orderId, revision })).digest("hex");
  await on.query(
    `INSERT INTO idempotency_keys (id, tenant_id, actor_key, \`key\`, operation, request_hash, status, created_at)
     VALUES (${id},${floor.tenantId},'staff:${floor.userId}',${text(idempotencyKey)},'${OPERATION}','${hash}',0,${now})`,
  );
  return id;
}

/** Checks the limit on the locked balance and posts the commitment. */
async function commitToCustomer(
  on: PoolConnection,
  { floor, factId, today, now }: Stamp,
  order: OrderRow,
  lines: readonly LineRow[],
): Promise<void> {
  const { tenantId, nextId } = floor;
  const balance =
    (await lockBalance(on, floor, order.customerId)) ??
    (await createBalance(on, floor, order.customerId));
  const { onHold, creditLimitCents } = lines[0]!;
  const exposure =
    Number(balance.receivableCents) +
    Number(balance.committedCents) -
    Number(balance.advanceReceivedCents);
  const incl = Number(order.inclCents);
  if (onHold === 1 || (creditLimitCents !== null && exposure + incl > Number(creditLimitCents)))
    throw new Error("refused");
  await on.query(
    `INSERT INTO party_entries (id, tenant_id, party_id, account, amount_cents, source_type, source_id, fact_id, effect,
       line_id, occurred_on, created_at)
     VALUES (${nextId()},${tenantId},${order.customerId},'committed',${incl},'order',${order.id},${factId},'commit',${order.id},'${today}',${now})`,
  );
  await on.query(
    `UPDATE party_balances SET committed_cents = ${Number(balance.committedCents) + incl}
     WHERE tenant_id = ${tenantId} AND party_id = ${order.customerId}`,
  );
}

async function createBalance(on: PoolConnection, floor: Floor, partyId: string) {
  await floor.sidePool.query(
    `INSERT INTO party_balances (tenant_id, party_id, receivable_cents, payable_cents, advance_received_cents,
       advance_paid_cents, committed_cents) VALUES (${floor.tenantId},${partyId},0,0,0,0,0)
     ON DUPLICATE KEY UPDATE committed_cents = committed_cents`,
  );
  return (await lockBalance(on, floor, partyId))!;
}

async function writeFact(
  on: PoolConnection,
  { floor, factId, now }: Stamp,
  order: OrderRow,
  lines: readonly LineRow[],
): Promise<void> {
  const payload = {
    orderId: order.id,
    number: order.number,
    customerId: order.customerId,
    inclCents: Number(order.inclCents),
    paymentTermId: null,
    demands: lines.map((line) => ({
      lineId: line.id,
      itemId: line.itemId,
      warehouseId: line.warehouseId,
      quantity: line.quantity,
      neededOn: line.requestedOn,
      custom: line.mode === "custom",
      dropship: false,
    })),
  };
  await on.query(
    `INSERT INTO facts (id, tenant_id, name, subject_type, subject_id, operation, actor, payload, created_at)
     VALUES (${factId},${floor.tenantId},'orderConfirmed','order',${order.id},'${OPERATION}',${json(actorOf(floor))},${json(payload)},${now})`,
  );
}

const actorOf = ({ userId, userName }: Floor) => ({ kind: "staff", id: userId, name: userName });

/** The day on which the last line can be there. */
const latest = (promises: readonly Demand[]) =>
  promises.reduce<Day | null>(
    (day, { availableOn }) =>
      day !== null && (availableOn === null || day > availableOn) ? day : availableOn,
    null,
  );

/** What each line was promised, and the order's state, promise and revision: two statements. */
async function writePromise(
  on: PoolConnection,
  { floor: { tenantId }, now }: Stamp,
  order: OrderRow,
  promises: readonly Demand[],
  promisedOn: Day | null,
): Promise<void> {
  const cases = (value: (demand: Demand) => string) =>
    promises.map((demand) => `WHEN ${demand.lineId} THEN ${value(demand)}`).join(" ");
  await on.query(
    `UPDATE sales_order_lines SET reserved_quantity = CASE id ${cases((each) => toDecimalText(each.reserved))} END,
       planned_quantity = CASE id ${cases((each) => toDecimalText(each.pegged))} END,
       promised_on = CASE id ${cases((each) => dayText(each.availableOn))} END
     WHERE tenant_id = ${tenantId} AND id IN (${promises.map((each) => each.lineId).join(",")})`,
  );
  await on.query(
    `UPDATE sales_orders SET state = 'confirmed', confirmed_at = ${now}, updated_at = ${now}, promised_on = ${dayText(promisedOn)},
       revision = ${order.revision + 1} WHERE tenant_id = ${tenantId} AND id = ${order.id} AND revision = ${order.revision}`,
  );
}

/** One audit row and one live event per document, and the message: three statements. */
async function writeTrail(
  on: PoolConnection,
  { floor, now }: Stamp,
  { requestId, address }: Confirmation,
  order: OrderRow,
  created: readonly NewDocument[],
): Promise<void> {
  const { tenantId, nextId, userId, userName } = floor;
  const by = `'staff',${userId},${text(userName)},${text(address)},${text(requestId)}`;
  const documents = [
    {
      type: "order",
      id: order.id,
      number: order.number,
      before: json({ state: "draft" }),
      after: json({ state: "confirmed" }),
    },
    ...created.map((each) => ({ ...each, before: "NULL", after: json(each.after) })),
  ];
  await on.query(
    `INSERT INTO audit_entries (id, tenant_id, operation, subject_type, subject_id, subject_number, actor_kind, actor_id,
       actor_name, address, request_id, \`before\`, \`after\`, created_at)
     VALUES ${documents.map((each) => `(${nextId()},${tenantId},'${OPERATION}','${each.type}',${each.id},'${each.number}',${by},${each.before},${each.after},${now})`).join(",")}`,
  );
  const owners = `${order.ownerId ?? "NULL"},${order.departmentId ?? "NULL"},${order.customerId}`;
  await on.query(
    `INSERT INTO changes (id, tenant_id, subject_type, subject_id, owner_id, department_id, customer_id, created_at)
     VALUES ${documents.map((each) => `(${nextId()},${tenantId},'${each.type}',${each.id},${each.type === "order" ? owners : "NULL,NULL,NULL"},${now})`).join(",")}`,
  );
  const payload = { orderId: order.id, number: order.number, customerId: order.customerId };
  await on.query(
    `INSERT INTO outbox (id, tenant_id, topic, payload, actor, request_id, time_zone, created_at, available_at)
     VALUES (${nextId()},${tenantId},'order.confirmed',${json(payload)},${json(actorOf(floor))},${text(requestId)},'Asia/Shanghai',${now},${now})`,
  );
}
