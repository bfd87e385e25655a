import { subscribableFunctions } from "@quanlian/shared/contract";
import { signPurposeToken } from "../../server/src/kernel/access/tokens";
import { TICKET, TICKET_SECONDS } from "../../server/src/masters/people/place-ticket";
import {
  PASSWORD,
  givenContactLogin,
  givenInvitation,
  givenOperator,
  givenSession,
  nextNumber,
  nextPhone,
} from "../support/given";
import {
  makeBom,
  makeCalendar,
  makeContact,
  makeDeadLetter,
  makeItem,
  makeJob,
  makeLocation,
  makeOrder,
  makeParty,
  makePasserBy,
  makeRole,
  makeUser,
  makeWarehouse,
  makeWorkCenter,
  orderInput,
  type Holder,
} from "./holder";

/** A valid call of an operation on rows of one holder; `token` where it is not the attacking actor's own that fits. */
export interface Example {
  input: Record<string, unknown>;
  token?: string | null;
}

type Make = (h: Holder) => Promise<Example> | Example;

const of = (input: Record<string, unknown>): Example => ({ input });
const nothing: Make = () => of({});
const code = (h: Holder) => `${h.tenantMark}${nextNumber()}`;

/** Builds a fresh record and names it, with its revision. */
const fresh =
  (
    key: string,
    make: (h: Holder) => Promise<{ id: string; revision?: number }>,
    rest: (h: Holder) => Record<string, unknown> = () => ({}),
  ): Make =>
  async (h) => {
    const { id, revision } = await make(h);
    return of({ [key]: id, ...(revision === undefined ? {} : { revision }), ...rest(h) });
  };
const shown =
  (key: string, idOf: (h: Holder) => string): Make =>
  (h) =>
    of({ [key]: idOf(h) });

const party = (h: Holder) => makeParty(h, { isCustomer: true });
const contact = (h: Holder) => makeContact(h, h.customer.id);
const onlyId =
  <T extends { id: string }>(make: (h: Holder) => Promise<T>) =>
  async (h: Holder) => ({
    id: (await make(h)).id,
  });
const recipe = (h: Holder) => ({
  components: [{ itemId: h.partId, perBase: "3" }],
  operations: [{ sequence: 10, name: h.mark, workCenterId: h.workCenterId }],
});
const list =
  (mark: (h: Holder) => string, field: string): Make =>
  (h) =>
    of({ filter: { [field]: { contains: mark(h) } } });
const exported = (): Make => () => of({ format: "csv" });
const csv = (h: Holder) =>
  Buffer.from(`Part Number,Quantity,Description\n${h.tenantMark}${nextNumber()},2,x\n`).toString(
    "base64",
  );

/**
 * One valid call of every operation. An operation that is not here fails the run: whoever adds one says here how it is
 * called on a row of his, and the adversary does the rest.
 */
export const examples: Readonly<Record<string, Make>> = {
  "jobs.list": nothing,
  "jobs.show": async (h) => of({ jobId: await makeJob(h) }),
  "jobs.cancel": async (h) => of({ jobId: await makeJob(h) }),
  "deadLetters.list": nothing,
  "deadLetters.rerun": async (h) => of({ letterId: await makeDeadLetter(h) }),
  "audit.list": (h) => of({ subjectType: "order", subjectId: h.orderId }),
  "audit.verify": nothing,
  "changes.wait": () => of({ timeoutSeconds: 0 }),
  "live.ticket": nothing,
  "files.link": shown("fileId", (h) => h.fileId),
  "views.list": () => of({ resource: "orders" }),
  "views.save": (h) => of({ resource: "orders", name: h.mark, query: {} }),
  "views.remove": (h) => of({ resource: "orders", name: h.mark }),
  "search.find": (h) => of({ query: h.mark }),

  "sessions.signIn": async (h) =>
    of({ account: (await makePasserBy(h)).phone, password: PASSWORD }),
  "sessions.choose": (h) => {
    const { config, clock } = h.product.services;
    const held = { personId: h.owner.personId };
    const ticket = signPurposeToken(config.secret, TICKET, held, clock.now(), TICKET_SECONDS);
    return of({ ticket, place: { kind: "staff", memberId: h.owner.userId } });
  },
  "sessions.acceptInvitation": async (h) => {
    const { id: contactId } = await contact(h);
    const about = { kind: "customer" as const, partyId: h.customer.id, contactId };
    const { token } = await givenInvitation(h.product, h.tenant, about);
    return of({ token, phone: nextPhone(), password: PASSWORD });
  },
  "sessions.refresh": async (h) => {
    const { refreshToken } = await givenSession(h.product, h.owner.phone);
    return of({ refreshToken });
  },
  "sessions.signOut": async (h) => ({
    input: {},
    token: (await makePasserBy(h)).token,
  }),
  "sessions.list": nothing,
  "sessions.revoke": async (h) => of({ sessionId: await sessionOf(h) }),
  "sessions.changePassword": async (h) => ({
    input: { password: PASSWORD, newPassword: PASSWORD },
    token: (await makePasserBy(h)).token,
  }),
  "sessions.me": nothing,

  "users.list": nothing,
  "users.show": shown("userId", (h) => h.owner.userId),
  "users.create": async (h) => {
    const { id } = await makeRole(h);
    return of({
      name: h.tenantMark,
      phone: nextPhone(),
      departmentId: h.departmentId,
      roleIds: [id],
    });
  },
  "users.update": async (h) => {
    const { id, revision } = await makeUser(h);
    const roleIds = [(await makeRole(h)).id];
    return of({ userId: id, revision, departmentId: h.departmentId, roleIds });
  },
  "users.leave": fresh("userId", makeUser),
  "users.rejoin": async (h) => {
    const { id, revision } = await makeUser(h);
    const left = await h.call("users.leave", { userId: id, revision });
    return of({ userId: id, revision: left.revision });
  },
  "people.preview": shown("userId", (h) => h.owner.userId),
  "people.revokeSessions": fresh("userId", onlyId(makeUser)),
  "people.revokeContactAccess": async (h) => {
    const { id: contactId } = await contact(h);
    const login = { kind: "customer" as const, partyId: h.customer.id, contactId };
    await givenContactLogin(h.product, h.tenant, login);
    return of({ contactId });
  },
  "roles.list": nothing,
  "roles.create": (h) => of({ code: code(h), name: h.tenantMark, permissions: [], scope: "own" }),
  "roles.update": fresh("roleId", makeRole, (h) => ({ name: h.tenantMark })),
  "departments.list": nothing,
  "departments.create": (h) => of({ code: code(h), name: "x", parentId: h.departmentId }),
  "departments.update": async (h) => {
    const made = await h.call("departments.create", { code: code(h), name: "x" });
    return of({ departmentId: made.id, revision: made.revision, parentId: h.departmentId });
  },
  "tenants.list": nothing,
  "tenants.open": (h) => of(tenantInput(h)),
  "tenants.update": async (h) => {
    const { tenants } = await h.call<{ tenants: { id: string; revision: number }[] }>(
      "tenants.list",
      { limit: 200 },
      (await givenOperator(h.product)).token,
    );
    const { revision } = tenants.find((each) => each.id === h.tenant.tenantId)!;
    const all = { functions: [...subscribableFunctions], state: "open" };
    return of({ tenantId: h.tenant.tenantId, revision, name: h.tenant.name, ...all });
  },

  "parties.list": list((h) => h.mark, "name"),
  "parties.count": list((h) => h.mark, "name"),
  "parties.export": exported(),
  "parties.show": shown("partyId", (h) => h.customer.id),
  "parties.create": (h) =>
    of({
      code: code(h),
      name: h.mark,
      isCustomer: true,
      ownerId: h.owner.userId,
      paymentTermId: h.termId,
    }),
  "parties.update": fresh("partyId", party, (h) => ({
    ownerId: h.owner.userId,
    paymentTermId: h.termId,
  })),
  "parties.hold": fresh("partyId", party, () => ({ reason: "x" })),
  "parties.release": async (h) => {
    const { id, revision } = await party(h);
    const held = await h.call("parties.hold", { partyId: id, revision, reason: h.mark });
    return of({ partyId: id, revision: held.revision });
  },
  "parties.inviteContact": fresh("contactId", onlyId(contact), () => ({ kind: "customer" })),
  "contacts.create": fresh("partyId", onlyId(party), (h) => ({ name: h.mark })),
  "contacts.update": fresh("contactId", contact, (h) => ({ name: h.mark })),
  "paymentTerms.list": nothing,
  "paymentTerms.create": (h) => of({ code: code(h), name: h.tenantMark, kind: "cod" }),

  "warehouses.list": nothing,
  "warehouses.create": (h) => of({ code: code(h), name: h.tenantMark }),
  "warehouses.update": fresh("warehouseId", makeWarehouse, (h) => ({ name: h.tenantMark })),
  "locations.list": shown("warehouseId", (h) => h.warehouseId),
  "locations.create": (h) =>
    of({ code: code(h), warehouseId: h.warehouseId, kind: "supplier", partyId: h.supplier.id }),
  "locations.update": fresh("locationId", makeLocation, (h) => ({
    kind: "supplier",
    partyId: h.supplier.id,
  })),
  "workCenters.list": nothing,
  "workCenters.create": async (h) =>
    of({ code: code(h), name: "x", minutesPerDay: 480, calendarId: (await makeCalendar(h)).id }),
  "workCenters.update": async (h) => {
    const { id, revision } = await makeWorkCenter(h);
    return of({ workCenterId: id, revision, calendarId: (await makeCalendar(h)).id });
  },
  "calendars.list": nothing,
  "calendars.create": (h) =>
    of({ code: code(h), name: "x", workingWeekdays: [1, 2], minutesPerDay: 60 }),
  "calendars.update": fresh("calendarId", makeCalendar, (h) => ({ name: h.tenantMark })),

  "items.list": list((h) => h.tenantMark, "name"),
  "items.count": list((h) => h.tenantMark, "name"),
  "items.export": exported(),
  "units.list": nothing,
  "units.create": (h) => of({ code: code(h), name: "x", places: 2 }),
  "items.show": shown("itemId", (h) => h.partId),
  "items.create": (h) =>
    of({
      code: code(h),
      name: "x",
      unitId: h.unitId,
      supplyMode: "buy",
      homeWarehouseId: h.warehouseId,
      defaultSupplierId: h.supplier.id,
    }),
  "items.update": fresh(
    "itemId",
    (h) => makeItem(h, "buy"),
    (h) => ({
      homeWarehouseId: h.warehouseId,
      defaultSupplierId: h.supplier.id,
    }),
  ),
  "items.deactivate": fresh("itemId", (h) => makeItem(h, "buy")),
  "items.whereUsed": shown("itemId", (h) => h.partId),
  "items.structure": shown("itemId", (h) => h.productId),
  "boms.list": shown("itemId", (h) => h.productId),
  "boms.show": async (h) => of({ bomVersionId: (await makeBom(h, h.productId)).id }),
  "boms.create": (h) =>
    of({
      itemId: h.productId,
      components: [{ itemId: h.partId, perBase: "1" }],
      operations: [{ name: "x", workCenterId: h.workCenterId }],
    }),
  "boms.update": fresh("bomVersionId", newBom, (h) => ({
    components: [{ itemId: h.partId, perBase: "4" }],
    operations: [{ name: "x", workCenterId: h.workCenterId }],
  })),
  "boms.release": fresh("bomVersionId", newBom, () => ({ effectiveFrom: "2026-11-24" })),
  "boms.retire": async (h) => {
    const { id, revision } = await newBom(h);
    const input = { bomVersionId: id, revision, effectiveFrom: "2026-11-24" };
    return of({ bomVersionId: id, revision: (await h.call("boms.release", input)).revision });
  },
  "boms.importParts": (h) =>
    of({ code: code(h), name: "x", file: { name: "parts.csv", contentBase64: csv(h) } }),

  "stockMoves.list": list((h) => h.tenantMark, "reason"),
  "stockMoves.count": list((h) => h.tenantMark, "reason"),
  "stockMoves.export": exported(),
  "inventory.stock": (h) => of({ itemIds: [h.partId] }),
  "inventory.adjust": (h) =>
    of({
      reason: h.tenantMark,
      lines: [{ itemId: h.partId, warehouseId: h.warehouseId, quantity: "1", unitCost: "1" }],
    }),

  "orders.list": list((h) => h.mark, "customerReference"),
  "orders.count": list((h) => h.mark, "customerReference"),
  "orders.export": exported(),
  "orders.create": (h) => {
    const input = orderInput(h, "custom");
    return of({ ...input, lines: [{ ...input.lines[0], recipe: recipe(h) }] });
  },
  "orders.update": fresh("orderId", makeOrder, orderInput),
  "orders.customise": async (h) => {
    const { id, revision, lines } = await makeOrder(h, "custom");
    return of({ orderId: id, revision, lineId: lines[0]!.id, recipe: recipe(h) });
  },
  "orders.show": shown("orderId", (h) => h.orderId),
  "orders.confirm": fresh("orderId", makeOrder),
  "orders.cancel": fresh("orderId", makeOrder, () => ({ reason: "x" })),
  "orders.why": shown("orderId", (h) => h.orderId),
  "demands.list": nothing,
  "demands.count": nothing,
  "demands.export": exported(),
  "supplies.list": nothing,
  "supplies.count": nothing,
  "supplies.export": exported(),
  "requisitionLines.list": nothing,
  "requisitionLines.count": nothing,
  "requisitionLines.export": exported(),
  "workOrders.list": nothing,
  "workOrders.count": nothing,
  "workOrders.export": exported(),
  "workOrders.show": shown("workOrderId", (h) => h.workOrderId),
  "portal.orders.list": nothing,
  "portal.orders.show": shown("orderId", (h) => h.orderId),
};
async function newBom(h: Holder) {
  return makeBom(h, (await makeItem(h, "make")).id);
}

const tenantInput = (h: Holder) => ({
  code: `N${nextNumber()}`,
  name: "新厂",
  functions: ["sales"],
  administrator: { name: h.name, phone: nextPhone(), password: PASSWORD },
});

async function sessionOf(h: Holder): Promise<string> {
  const { token } = await givenSession(h.product, h.owner.phone);
  const { sessions } = await h.call<{ sessions: { id: string; current: boolean }[] }>(
    "sessions.list",
    {},
    token,
  );
  return sessions.find((session) => session.current)!.id;
}
