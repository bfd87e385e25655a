import { randomUUID } from "node:crypto";
import type { Bom, Item, Order, OrderRulesView } from "@quanlian/shared/contract";
import { execute } from "../../server/src/kernel/db/execute";
import {
  givenContactLogin,
  givenRole,
  givenStaff,
  nextNumber,
  nextPhone,
  type GivenContact,
  type GivenRole,
  type GivenStaff,
  type GivenTenant,
} from "../support/given";
import type { TestProduct } from "../support/product";

/** A record as builders answer it. */
export interface Made {
  id: string;
  revision: number;
}

/**
 * One owner within a tenant, with a customer and a supplier of his own. What belongs to the tenant as a whole carries the
 * tenant's mark in its texts, what is the owner's alone the holder's: an answer that holds a mark of somebody else leaks.
 */
export interface Holder {
  name: string;
  product: TestProduct;
  tenant: GivenTenant;
  owner: GivenStaff;
  /** Marks of the texts: of the tenant's records, of the owner's. */
  tenantMark: string;
  mark: string;
  /** A unit price that nobody else has, and what one piece at it comes to. */
  price: string;
  priceCents: string;
  /** What the tenant's things cost: hidden from whoever's roles hide it. */
  cost: string;
  costCents: string;
  /** Credit limit of the parties, in 分. */
  limit: string;
  departmentId: string;
  unitId: string;
  otherUnitId: string;
  termId: string;
  warehouseId: string;
  /** A place inside the warehouse. */
  locationId: string;
  workCenterId: string;
  /** A lot, a numbered piece and a count of the tenant's. */
  lotId: string;
  serialId: string;
  stocktakeId: string;
  /** A bought item with stock, and one made from it. */
  partId: string;
  productId: string;
  customer: Made;
  supplier: Made;
  customerContact: GivenContact;
  supplierContact: GivenContact;
  /** A confirmed order. */
  orderId: string;
  /** A lead of the owner's, and one that lies in the tenant's pool. */
  leadId: string;
  pooledLeadId: string;
  dealId: string;
  workOrderId: string;
  fileId: string;
  /** Ids of what only the tenant may know of, and of what only this owner may. */
  tenantIds: Set<string>;
  ownIds: Set<string>;
  call<T = Made>(operation: string, input: object, token?: string): Promise<T>;
}

const yuan = (cents: number) =>
  `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, "0")}`;

/** Marks are ten letters that occur in no other text. */
const markOf = (name: string) => `Zq${name}Kanarie`;

export async function givenHolder(
  product: TestProduct,
  tenant: GivenTenant,
  name: string,
  place: number,
): Promise<Holder> {
  const tenantMark = markOf(`T${name[0]}`);
  const call = async <T>(operation: string, input: object, token = tenant.admin.token) =>
    (await product.call<T>(token, operation, input)).data;
  const departmentId = (
    await call<Made>("departments.create", {
      code: `${tenantMark}${name}`,
      name: `${tenantMark}部`,
      parentId: tenant.departmentId,
    })
  ).id;
  const scope = "own" as const;
  const roles = { permissions: ["*"], scope };
  const owner = await givenStaff(product, tenant, {
    roles,
    department: departmentId,
    name: `${tenantMark}${name}`,
  });
  const cents = 90_000_000 + place * 1_234_567;
  const costCents = 40_000_000 + name.codePointAt(0)! * 7_654_321;
  const holder = {
    ...{ name, product, tenant, owner, tenantMark, mark: markOf(name), departmentId, call },
    price: yuan(cents),
    priceCents: String(cents),
    cost: yuan(costCents),
    costCents: String(costCents),
    limit: `${cents}99`,
    tenantIds: new Set([owner.userId, tenant.admin.userId, departmentId]),
    ownIds: new Set<string>(),
  } as Holder;
  await fillMasters(holder);
  await fillDocuments(holder);
  return holder;
}

const codeOf = (mark: string) => `${mark}${nextNumber()}`;

async function fillMasters(h: Holder): Promise<void> {
  const unit = { code: codeOf(h.tenantMark), name: h.tenantMark, places: 0 };
  h.unitId = (await h.call("units.create", unit)).id;
  h.otherUnitId = (await h.call("units.create", { ...unit, code: codeOf(h.tenantMark) })).id;
  h.termId = (await makeTerm(h)).id;
  h.warehouseId = (await makeWarehouse(h)).id;
  h.locationId = (await makeLocation(h)).id;
  h.workCenterId = (await makeWorkCenter(h)).id;
  h.partId = (await makeItem(h, "buy")).id;
  h.productId = (await makeItem(h, "make")).id;
  const bom = await makeBom(h, h.productId);
  const released = { bomVersionId: bom.id, revision: bom.revision, effectiveFrom: "2026-01-01" };
  await h.call("boms.release", released);
  [
    h.unitId,
    h.otherUnitId,
    h.termId,
    h.warehouseId,
    h.workCenterId,
    h.partId,
    h.productId,
    bom.id,
  ].forEach((id) => h.tenantIds.add(id));
  h.customer = await makeParty(h, { isCustomer: true });
  h.supplier = await makeParty(h, { isSupplier: true });
  h.customerContact = await loginOf(h, "customer", h.customer.id);
  h.supplierContact = await loginOf(h, "supplier", h.supplier.id);
}

async function loginOf(h: Holder, kind: "customer" | "supplier", partyId: string) {
  const contactId = (await makeContact(h, partyId)).id;
  const name = `${h.mark}联系人`;
  return givenContactLogin(h.product, h.tenant, { kind, partyId, contactId, name });
}

async function fillDocuments(h: Holder): Promise<void> {
  const line = { itemId: h.partId, warehouseId: h.warehouseId, quantity: "1", unitCost: h.cost };
  await h.call("inventory.adjust", { reason: h.tenantMark, lines: [line] });
  await fillStore(h);
  const draft = await makeOrder(h);
  await h.call("orders.confirm", { orderId: draft.id, revision: draft.revision }, h.owner.token);
  h.orderId = draft.id;
  const works = await h.call<{ rows: { id: string; number: string }[] }>("workOrders.list", {});
  h.workOrderId = works.rows[0]!.id;
  await adviseSomebody(h);
  h.fileId = await makeFile(h);
  h.leadId = (await makeLead(h)).id;
  h.pooledLeadId = await makePooledLead(h);
  h.tenantIds.add(h.pooledLeadId);
  h.dealId = (await makeDeal(h)).id;
  [
    h.dealId,
    h.leadId,
    draft.id,
    draft.lines[0]!.id,
    h.customer.id,
    h.supplier.id,
    h.fileId,
  ].forEach((id) => h.ownIds.add(id));
}

/** A month of before, closed with something in it. */
export const FIRST_CLOSED = "2026-08";

/** Once for the tenant: stock of a month that was closed since. */
async function closeFirstMonth(h: Holder): Promise<void> {
  const { rows } = await h.call<{ rows: { state: string }[] }>("periods.list", {});
  if (rows.some((row) => row.state === "closed")) return;
  const item = await makeItem(h, "buy");
  const line = { itemId: item.id, warehouseId: h.warehouseId, quantity: "1", unitCost: h.cost };
  const occurredOn = `${FIRST_CLOSED}-15`;
  await h.call("inventory.adjust", { reason: h.tenantMark, occurredOn, lines: [line] });
  await h.call("periods.close", { month: FIRST_CLOSED, note: h.tenantMark });
}

/** Stock that is told apart, and a count. */
async function fillStore(h: Holder): Promise<void> {
  await closeFirstMonth(h);
  const batch = await makeItem(h, "buy", { tracking: "lot" });
  const piece = await makeItem(h, "buy", { tracking: "serial" });
  const rest = { warehouseId: h.warehouseId, quantity: "1", unitCost: h.cost };
  const lines = [
    { ...rest, itemId: batch.id, lot: { number: codeOf(h.tenantMark) } },
    { ...rest, itemId: piece.id, serials: [codeOf(h.tenantMark)] },
  ];
  await h.call("inventory.adjust", { reason: h.tenantMark, lines });
  const found = async (list: string, item: Made) =>
    (await h.call<{ rows: Made[] }>(list, { filter: { item: { eq: item.id } } })).rows[0]!.id;
  h.lotId = await found("lots.list", batch);
  h.serialId = await found("serials.list", piece);
  h.stocktakeId = (await makeStocktake(h)).id;
  [batch.id, piece.id, h.lotId, h.serialId, h.stocktakeId].forEach((id) => h.tenantIds.add(id));
}

/** A work order that outlives its order: the plan advises what to do about it. */
async function adviseSomebody(h: Holder): Promise<void> {
  const gadget = await makeItem(h, "make");
  h.tenantIds.add(gadget.id);
  const { lines, ...input } = orderInput(h);
  const drafted = { ...input, lines: [{ ...lines[0], itemId: gadget.id }] };
  const draft = await h.call<Order>("orders.create", drafted, h.owner.token);
  const named = { orderId: draft.id, revision: draft.revision };
  const { revision } = await h.call<Order>("orders.confirm", named, h.owner.token);
  const filter = { itemCode: { eq: gadget.code } };
  const { rows } = await h.call<{ rows: { id: string }[] }>("workOrders.list", { filter });
  const workOrderId = rows[0]!.id;
  const order = await h.call<Made>("workOrders.show", { workOrderId });
  await h.call("workOrders.release", { workOrderId, revision: order.revision });
  const cancel = { orderId: draft.id, revision, reason: h.mark };
  await h.call("orders.cancel", cancel, h.owner.token);
}

/** The builders of fresh records: what a write is tried on. Owned records belong to the holder's owner. */
export const makeWarehouse = (h: Holder) =>
  h.call("warehouses.create", { code: codeOf(h.tenantMark), name: h.tenantMark });

export const makeTerm = (h: Holder) =>
  h.call("paymentTerms.create", {
    code: codeOf(h.tenantMark),
    name: h.tenantMark,
    kind: "prepaid",
  });

export const makeWorkCenter = (h: Holder) =>
  h.call("workCenters.create", {
    code: codeOf(h.tenantMark),
    name: h.tenantMark,
    minutesPerDay: 480,
  });

export const makeCalendar = (h: Holder) =>
  h.call("calendars.create", {
    code: codeOf(h.tenantMark),
    name: h.tenantMark,
    workingWeekdays: [1, 2, 3],
    minutesPerDay: 480,
  });

export const makeShift = (h: Holder) =>
  h.call("shifts.create", {
    code: codeOf(h.tenantMark),
    name: h.tenantMark,
    startsAt: "22:00",
    endsAt: "06:00",
  });

export const makeLocation = (h: Holder) =>
  h.call("locations.create", {
    code: codeOf(h.tenantMark),
    warehouseId: h.warehouseId,
    kind: "store",
  });

export const makeStocktake = (h: Holder) =>
  h.call("stocktakes.create", { warehouseId: h.warehouseId, note: h.tenantMark });

export async function startedStocktake(h: Holder): Promise<Made> {
  const { id: stocktakeId, revision } = await makeStocktake(h);
  return h.call("stocktakes.start", { stocktakeId, revision });
}

export const makeItem = (h: Holder, supplyMode: "make" | "buy", rest: object = {}) =>
  h.call<Item>("items.create", {
    code: codeOf(h.tenantMark),
    name: h.tenantMark,
    spec: h.tenantMark,
    unitId: h.unitId,
    supplyMode,
    standardCostPrice: h.cost,
    homeWarehouseId: h.warehouseId,
    ...rest,
  });

export const makeBom = (h: Holder, itemId: string) =>
  h.call<Bom>("boms.create", {
    itemId,
    note: h.tenantMark,
    components: [{ itemId: h.partId, perBase: "2" }],
  });

export const makeParty = (h: Holder, kind: object) =>
  h.call(
    "parties.create",
    { code: codeOf(h.mark), name: h.mark, creditLimitCents: Number(h.limit), ...kind },
    h.owner.token,
  );

export const makeContact = (h: Holder, partyId: string) =>
  h.call("contacts.create", { partyId, name: h.mark, title: h.mark }, h.owner.token);

export async function makeOrder(
  h: Holder,
  mode: "standard" | "custom" = "standard",
): Promise<Order> {
  await askNobody(h);
  return h.call<Order>("orders.create", orderInput(h, mode), h.owner.token);
}

/** An order that needs nobody's agreement: whoever has set rules meanwhile has tried what they are. */
async function askNobody(h: Holder): Promise<void> {
  const rules = await h.call<OrderRulesView>("orders.rules", {});
  const none = { approveAboveCents: null, approveDiscountRate: null, approveMarginRate: null };
  if (Object.keys(none).every((key) => rules[key as keyof typeof none] === null)) return;
  await h.call("orders.setRules", { ...rules, ...none });
}

export const orderInput = (h: Holder, mode: "standard" | "custom" = "standard") => ({
  customerId: h.customer.id,
  requestedOn: "2026-12-31",
  customerReference: h.mark,
  note: h.mark,
  lines: [
    {
      mode,
      itemId: h.productId,
      quantity: "1",
      unitPrice: h.price,
      warehouseId: h.warehouseId,
      description: h.mark,
    },
  ],
});

/** A lead of the owner's. */
export async function makeLead(h: Holder): Promise<Made> {
  const input = { companyName: codeOf(h.mark), product: h.mark, phone: nextPhone() };
  return (await h.call<{ lead: Made }>("leads.create", input, h.owner.token)).lead;
}

/** A deal of the owner's with his customer. */
export const makeDeal = (h: Holder) =>
  h.call(
    "deals.create",
    { name: h.mark, customerId: h.customer.id, amountCents: Number(h.priceCents) },
    h.owner.token,
  );

/** In the pool all may read what is wanted; by whom is nobody's to know. */
export async function makePooledLead(h: Holder): Promise<string> {
  const input = { companyName: codeOf(h.mark), product: h.tenantMark, phone: nextPhone() };
  const { lead } = await h.call<{ lead: Made }>("leads.create", input, h.owner.token);
  const release = { leadId: lead.id, revision: lead.revision, reason: "x" };
  await h.call("leads.release", release, h.owner.token);
  return lead.id;
}

/** What anybody may hand on: nobody can grant more than he holds himself. */
export const SMALL_ROLE: GivenRole = {
  permissions: ["items.list"],
  scope: "own",
  masks: ["cost", "margin", "bank", "credit"],
};

export const makeRole = async (h: Holder): Promise<Made> => ({
  id: await givenRole(h.product, h.tenant, SMALL_ROLE),
  revision: 1,
});

/** Somebody whose sessions may end. */
export const makePasserBy = (h: Holder) =>
  givenStaff(h.product, h.tenant, { roles: SMALL_ROLE, name: h.tenantMark });

export async function makeUser(h: Holder): Promise<Made> {
  const staff = await makePasserBy(h);
  const user = await h.call<Made>("users.show", { userId: staff.userId });
  return { id: user.id, revision: user.revision };
}

export async function makeFile(h: Holder, token = h.owner.token): Promise<string> {
  const response = await fetch(`${h.product.url}/files`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${token}`,
      "idempotency-key": randomUUID(),
      "x-file-name": `${h.mark}.csv`,
    },
    body: `a,b\n${h.mark},${h.price}\n`,
  });
  const answer = (await response.json()) as { id?: string };
  if (!answer.id) throw new Error(`The upload was refused: ${JSON.stringify(answer)}`);
  return answer.id;
}

/** Jobs and dead letters come from inside: no operation makes one. */
export async function makeJob(h: Holder): Promise<string> {
  const id = h.product.services.ids.next();
  await raw(
    h.product,
    `INSERT INTO jobs (id, tenant_id, kind, input, actor, owner_id, department_id, request_id, time_zone, state, message,
       run_at, created_at)
     VALUES (${id}, ${h.tenant.tenantId}, '${h.mark}', '{}', '{"kind":"staff","id":"${h.owner.userId}","name":"${h.mark}"}',
       ${h.owner.userId}, ${h.departmentId}, 'test', 'UTC', 'queued', '${h.mark}', '2026-11-23', '2026-11-23')`,
  );
  return id;
}

export async function makeDeadLetter(h: Holder): Promise<string> {
  const id = h.product.services.ids.next();
  await raw(
    h.product,
    `INSERT INTO outbox (id, tenant_id, topic, payload, actor, request_id, time_zone, created_at, available_at, attempts,
       dead_at, last_error)
     VALUES (${id}, ${h.tenant.tenantId}, '${h.tenantMark}', '{}', '{"kind":"job","id":null,"name":""}', 'test', 'UTC',
       '2026-11-23', '2026-11-23', 12, '2026-11-23', '${h.tenantMark}')`,
  );
  return id;
}

/** Past every guard. */
export const raw = <T = Record<string, unknown>>(product: TestProduct, sql: string) =>
  product.services.db.withConnection((connection) => execute<T[]>(connection, sql));
