import type { Calendar, Location, Warehouse, WorkCenter } from "@quanlian/shared/contract";
import { addDays, day, exact, isWorkingDay } from "@quanlian/shared/domain";
import { createCtx } from "../../kernel/access";
import { givenTenant, type GivenTenant } from "../../../../tests/support/given";
import { startProduct, type TestProduct } from "../../../../tests/support/product";
import { planningPlant } from ".";

let product: TestProduct;
let other: GivenTenant;

beforeAll(async () => {
  product = await startProduct();
  other = await givenTenant(product);
});
afterAll(() => product.close());

const call = <T>(tenant: GivenTenant, operation: string, input: unknown = {}) =>
  product.call<T>(tenant.admin.token, operation, input);

const ctxOf = (tenant: GivenTenant) =>
  createCtx({
    services: product.services,
    actor: { kind: "job", tenantId: tenant.tenantId, name: "test", onBehalfOf: null },
    origin: { requestId: "test-request", operation: "test.read", address: "" },
    language: "zh-CN",
  });

const shift = { name: "日班", workingWeekdays: [1, 2, 3, 4, 5], minutesPerDay: 480 };

describe("what plans are dated by", () => {
  it("is Monday to Friday and no warehouse until the plant is described, and reads one statement", async () => {
    const tenant = await givenTenant(product);
    const ctx = ctxOf(tenant);
    const before = product.statements.length;
    const plant = await planningPlant(ctx);
    expect(product.statements.length - before).toBe(1);
    expect(plant).toEqual({
      calendar: { workingWeekdays: [1, 2, 3, 4, 5], exceptions: new Map() },
      minutesPerDay: exact("480"),
      defaultWarehouseId: null,
      minutesOn: expect.any(Function) as unknown,
    });
    // a Sunday and a Monday
    expect(plant.minutesOn(day("2026-11-22"))).toBe(0n);
    expect(plant.minutesOn(day("2026-11-23"))).toBe(exact("480"));
  });

  it("is the default calendar with near exceptions, and the default warehouse", async () => {
    const tenant = await givenTenant(product);
    const today = day("2026-11-23");
    const near = { day: "2026-11-28", works: true, name: "调休" };
    const days = [
      near,
      { day: addDays(today, -31), works: false },
      { day: addDays(today, 4 * 366), works: false },
    ];
    const main = { ...shift, workingWeekdays: [6, 1, 2], exceptions: days, minutesPerDay: 600 };
    await call(tenant, "calendars.create", { code: "MAIN", ...main });
    await call(tenant, "calendars.create", {
      code: "NIGHT",
      ...shift,
      exceptions: [{ day: "2026-12-01", works: false }],
    });
    const store = await call<Warehouse>(tenant, "warehouses.create", { code: "W1", name: "主仓" });
    await call(tenant, "warehouses.create", { code: "W2", name: "副仓" });
    const plant = await planningPlant(ctxOf(tenant));
    expect(plant.minutesPerDay).toBe(exact("600"));
    expect(plant.calendar.workingWeekdays).toEqual([1, 2, 6]);
    expect([...plant.calendar.exceptions]).toEqual([["2026-11-28", true]]);
    expect(isWorkingDay(plant.calendar, day("2026-11-28"))).toBe(true);
    expect(plant.defaultWarehouseId).toBe(store.data.id);
  });

  it("follows a change at once", async () => {
    const tenant = await givenTenant(product);
    const { data } = await call<Calendar>(tenant, "calendars.create", { code: "C", ...shift });
    const input = { calendarId: data.id, revision: 1, workingWeekdays: [7], minutesPerDay: 60 };
    const changed = await call<Calendar>(tenant, "calendars.update", input);
    expect(changed.data).toMatchObject({ workingWeekdays: [7], minutesPerDay: 60, revision: 2 });
    expect((await planningPlant(ctxOf(tenant))).calendar.workingWeekdays).toEqual([7]);
  });
});

describe("calendars", () => {
  it("replace their exceptions as a whole, and a stale reader is refused", async () => {
    const tenant = await givenTenant(product);
    const exceptions = [{ day: "2026-12-25", works: false, name: "停产" }];
    const created = await call<Calendar>(tenant, "calendars.create", {
      code: "C",
      ...shift,
      exceptions,
    });
    expect(created.data).toMatchObject({ exceptions, isDefault: true });
    const input = { calendarId: created.data.id, revision: 1, exceptions: [] };
    const cleared = await call<Calendar>(tenant, "calendars.update", input);
    expect(cleared.data).toMatchObject({ exceptions: [], revision: 2 });
    expect((await call(tenant, "calendars.update", input)).error?.code).toBe("revision.stale");
  });

  it("refuse days twice, weekdays out of the week, a taken code and never working", async () => {
    const tenant = await givenTenant(product);
    await call(tenant, "calendars.create", { code: "C", ...shift });
    const twice = [
      { day: "2026-12-25", works: false },
      { day: "2026-12-25", works: true },
    ];
    const both = await call(tenant, "calendars.create", { code: "C", ...shift, exceptions: twice });
    expect(both.error?.issues?.map((issue) => issue.path.join("."))).toEqual([
      "code",
      "exceptions.1.day",
    ]);
    const week = { code: "D", ...shift, workingWeekdays: [0, 8], minutesPerDay: 1441 };
    expect((await call(tenant, "calendars.create", week)).error?.issues).toHaveLength(3);
    const never = { code: "D", ...shift, workingWeekdays: [] };
    expect((await call(tenant, "calendars.create", never)).status).toBe(422);
    const { data } = await call<{ rows: unknown[] }>(tenant, "calendars.list");
    expect(data.rows).toHaveLength(1);
  });
});

describe("defaults", () => {
  it("there is always exactly one warehouse, which cannot just stop being it or go out of use", async () => {
    const tenant = await givenTenant(product);
    const make = async (code: string, isDefault?: boolean) =>
      (await call<Warehouse>(tenant, "warehouses.create", { code, name: code, isDefault })).data;
    const first = await make("A", false);
    expect(first.isDefault).toBe(true);
    for (const change of [{ isDefault: false }, { active: false }]) {
      const input = { warehouseId: first.id, revision: 1, ...change };
      expect((await call(tenant, "warehouses.update", input)).error?.code).toBe("record.in_use");
    }
    const second = await make("B", true);
    const third = await make("C");
    expect(third.isDefault).toBe(false);
    const idle = { warehouseId: third.id, revision: 1, active: false };
    expect((await call<Warehouse>(tenant, "warehouses.update", idle)).data.active).toBe(false);
    const idleDefault = { warehouseId: third.id, revision: 2, isDefault: true };
    expect((await call(tenant, "warehouses.update", idleDefault)).error?.code).toBe(
      "record.in_use",
    );
    const { data } = await call<{ rows: Warehouse[] }>(tenant, "warehouses.list");
    expect(data.rows.filter((row) => row.isDefault).map((row) => row.id)).toEqual([second.id]);
    expect((await planningPlant(ctxOf(tenant))).defaultWarehouseId).toBe(second.id);
  });

  it("stays one when several are made the default at once", async () => {
    const tenant = await givenTenant(product);
    const answers = await Promise.all(
      Array.from({ length: 5 }, (_, at) =>
        call(tenant, "warehouses.create", { code: `P${at}`, name: "并发", isDefault: true }),
      ),
    );
    for (const { error } of answers) if (error) expect(error.code).toBe("record.duplicate");
    const { data } = await call<{ rows: Warehouse[] }>(tenant, "warehouses.list");
    expect(data.rows.filter((row) => row.isDefault)).toHaveLength(1);
    expect(data.rows).toHaveLength(answers.filter((answer) => answer.ok).length);
  });
});

describe("places and work centers", () => {
  it("a supplier's place names a supplier of ours, and other places nobody", async () => {
    const tenant = await givenTenant(product);
    const { data: store } = await call<Warehouse>(tenant, "warehouses.create", {
      code: "W",
      name: "主仓",
    });
    const party = async (of: GivenTenant, role: object) =>
      (await call<{ id: string }>(of, "parties.create", { code: "S", name: "安达", ...role })).data;
    const supplier = await party(tenant, { isSupplier: true });
    const stranger = await party(other, { isSupplier: true });
    const place = (input: object) =>
      call<Location>(tenant, "locations.create", { warehouseId: store.id, code: "L1", ...input });
    for (const partyId of [undefined, stranger.id]) {
      const answer = await place({ kind: "supplier", partyId });
      expect(answer.error?.issues?.map((issue) => issue.path)).toEqual([["partyId"]]);
    }
    expect((await place({ kind: "store", partyId: supplier.id })).ok).toBe(false);
    const made = await place({ kind: "supplier", partyId: supplier.id });
    expect(made.data).toMatchObject({ kind: "supplier", partyId: supplier.id, active: true });
    expect((await place({ kind: "store" })).error?.code).toBe("record.duplicate");
    const own = { locationId: made.data.id, revision: 1, kind: "store", partyId: null };
    expect((await call<Location>(tenant, "locations.update", own)).data.partyId).toBeNull();
    const elsewhere = { warehouseId: store.id };
    expect((await call(other, "locations.list", elsewhere)).status).toBe(404);
    const foreign = { warehouseId: store.id, code: "X", kind: "store" };
    const refused = await call(other, "locations.create", foreign);
    expect(refused.error?.code).toBe("reference.not_found");
  });

  it("a work center works by a calendar of its own tenant", async () => {
    const tenant = await givenTenant(product);
    const calendar = await call<Calendar>(tenant, "calendars.create", { code: "C", ...shift });
    const input = { code: "CNC", name: "加工中心", minutesPerDay: 960 };
    const calendarId = calendar.data.id;
    const made = await call<WorkCenter>(tenant, "workCenters.create", { ...input, calendarId });
    expect(made.data).toMatchObject({ ...input, calendarId, active: true, revision: 1 });
    const stolen = await call(other, "workCenters.create", { ...input, calendarId });
    expect(stolen.error?.code).toBe("reference.not_found");
    const change = { workCenterId: made.data.id, revision: 1, calendarId: null, active: false };
    expect((await call(other, "workCenters.update", change)).status).toBe(404);
    const changed = await call<WorkCenter>(tenant, "workCenters.update", change);
    expect(changed.data).toMatchObject({ calendarId: null, active: false, revision: 2 });
    const { data } = await call<{ rows: unknown[] }>(other, "workCenters.list");
    expect(data.rows).toEqual([]);
  });

  it("another tenant's warehouse and calendar are not found", async () => {
    const tenant = await givenTenant(product);
    const store = await call<Warehouse>(tenant, "warehouses.create", { code: "W", name: "主仓" });
    const calendar = await call<Calendar>(tenant, "calendars.create", { code: "C", ...shift });
    const changes: [string, object][] = [
      ["warehouses.update", { warehouseId: store.data.id, revision: 1, name: "x" }],
      ["calendars.update", { calendarId: calendar.data.id, revision: 1, name: "x" }],
    ];
    for (const [operation, input] of changes) {
      expect((await call(other, operation, input)).status).toBe(404);
      expect((await call(tenant, operation, input)).ok).toBe(true);
    }
  });
});
