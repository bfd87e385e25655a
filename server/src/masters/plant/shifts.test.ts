import type { Calendar, ShiftRecord, WorkCenter } from "@quanlian/shared/contract";
import { day, exact, toDecimalText } from "@quanlian/shared/domain";
import { createCtx } from "../../kernel/access";
import { givenStaff, givenTenant, type GivenTenant } from "../../../../tests/support/given";
import { startProduct, type TestProduct } from "../../../../tests/support/product";
import { planningPlant } from ".";

let product: TestProduct;
let tenant: GivenTenant;
let dayShift: ShiftRecord;
let night: ShiftRecord;
let half: ShiftRecord;

beforeAll(async () => {
  product = await startProduct();
});
beforeEach(async () => {
  tenant = await givenTenant(product);
  dayShift = await givenShift("白班", "08:00", "17:00", [{ from: "12:00", to: "13:00" }]);
  night = await givenShift("夜班", "20:00", "05:00", [{ from: "00:00", to: "01:00" }]);
  half = await givenShift("半天", "08:00", "12:00");
});
afterAll(() => product.close());

const call = <T>(operation: string, input: unknown = {}, token = tenant.admin.token) =>
  product.call<T>(token, operation, input);

async function givenShift(
  code: string,
  startsAt: string,
  endsAt: string,
  breaks: object[] = [],
): Promise<ShiftRecord> {
  const input = { code, name: code, startsAt, endsAt, breaks };
  return (await call<ShiftRecord>("shifts.create", input)).data;
}

const on = (weekday: number, { id }: ShiftRecord) => ({ weekday, shiftId: id });
const createCalendar = (input: object) =>
  call<Calendar>("calendars.create", { code: "RL", name: "日历", ...input });
const update = (calendar: Calendar, input: object) =>
  call<Calendar>("calendars.update", {
    calendarId: calendar.id,
    revision: calendar.revision,
    ...input,
  });
const addDays = (calendar: Calendar, days: object[], token?: string) =>
  call<Calendar>(
    "calendars.addDays",
    { calendarId: calendar.id, revision: calendar.revision, days },
    token,
  );
const plant = () =>
  planningPlant(
    createCtx({
      services: product.services,
      actor: { kind: "job", tenantId: tenant.tenantId, name: "test", onBehalfOf: null },
      origin: { requestId: "test-request", operation: "test.read", address: "" },
      language: "zh-CN",
      now: new Date("2026-11-23T04:00:00Z"),
    }),
  );
const minutesOn = async (...days: string[]) => {
  const read = await plant();
  return days.map((text) => toDecimalText(read.minutesOn(day(text))));
};

describe("a calendar of shifts", () => {
  const week = () => [
    ...[1, 2, 3, 4, 5].map((weekday) => on(weekday, dayShift)),
    on(5, night),
    on(6, half),
  ];

  it("has the weekdays and minutes that its shifts come to", async () => {
    const { data } = await createCalendar({ shifts: week() });
    // 5 × 480 + 480 at night + 240 = 3120 in six days
    expect(data).toMatchObject({
      workingWeekdays: [1, 2, 3, 4, 5, 6],
      minutesPerDay: 520,
      weekdayMinutes: { 1: 480, 5: 960, 6: 240 },
    });
    expect(data.shifts).toHaveLength(7);
    expect(toDecimalText((await plant()).minutesPerDay)).toBe("520");
    // Friday, Saturday, Sunday
    expect(await minutesOn("2026-11-27", "2026-11-28", "2026-11-29")).toEqual(["960", "240", "0"]);
  });

  it("divides the week exactly where it does not come to whole minutes", async () => {
    const shifts = [on(1, dayShift), on(2, dayShift), on(3, half)];
    const { data } = await createCalendar({
      shifts: [...shifts, ...[4, 5, 6, 7].map((at) => on(at, half))],
    });
    // 2 × 480 + 5 × 240 = 2160 in seven days
    expect(data.minutesPerDay).toBe(308);
    expect((await plant()).minutesPerDay).toBe(exact("308.571429"));
  });

  it("takes the minutes of a shift whose times change, and says so in its history", async () => {
    const { data: calendar } = await createCalendar({ shifts: week() });
    const change = { shiftId: half.id, revision: half.revision, endsAt: "13:00" };
    expect((await call<ShiftRecord>("shifts.update", change)).data.minutes).toBe(300);
    const { rows } = (await call<{ rows: Calendar[] }>("calendars.list")).data;
    expect(rows).toMatchObject([
      { weekdayMinutes: { 6: 300 }, minutesPerDay: 530, revision: calendar.revision + 1 },
    ]);
    const stale = await update(calendar, { name: "旧" });
    expect(stale.error?.code).toBe("revision.stale");
  });

  it("lets no shift become one that overlaps another or leaves it", async () => {
    await createCalendar({ shifts: [on(5, night), on(6, half)] }).then(({ data }) => data);
    const change = { shiftId: night.id, revision: night.revision };
    const late = await call("shifts.update", { ...change, endsAt: "08:30" });
    expect(late.error).toMatchObject({ code: "shift.overlap", facts: { calendars: "RL" } });
    const idle = await call("shifts.update", { ...change, active: false });
    expect(idle.error?.code).toBe("record.in_use");
    const { rows } = (await call<{ rows: ShiftRecord[] }>("shifts.list")).data;
    expect(rows.find(({ id }) => id === night.id)).toEqual(night);
    expect(await minutesOn("2026-11-27")).toEqual(["480"]);
  });

  it("names every fault: overlaps, strangers' shifts, and what follows from shifts", async () => {
    const stranger = await givenTenant(product);
    const foreign = await call<ShiftRecord>(
      "shifts.create",
      { code: "X", name: "x", startsAt: "01:00", endsAt: "02:00" },
      stranger.admin.token,
    );
    const answer = await createCalendar({
      shifts: [on(1, dayShift), on(1, half), on(2, foreign.data)],
      minutesPerDay: 480,
    });
    expect(answer.error?.issues?.map(({ path, code }) => [path.join("."), code])).toEqual([
      ["minutesPerDay", "issue.follows_from_shifts"],
      ["shifts.2.shiftId", "issue.reference"],
      ["shifts.1.shiftId", "issue.shift_overlap"],
    ]);
    const empty = await createCalendar({});
    expect(empty.error?.issues?.map(({ path }) => path[0])).toEqual([
      "workingWeekdays",
      "minutesPerDay",
    ]);
    expect((await call<{ rows: unknown[] }>("calendars.list")).data.rows).toEqual([]);
  });

  it("can go back to equal days, and an older one can get shifts", async () => {
    const plain = { workingWeekdays: [1, 2], minutesPerDay: 60 };
    const { data: calendar } = await createCalendar(plain);
    expect(calendar).toMatchObject({ ...plain, shifts: [], weekdayMinutes: null });
    const { data: shifted } = await update(calendar, { shifts: [on(3, half)] });
    expect(shifted).toMatchObject({ workingWeekdays: [3], minutesPerDay: 240 });
    const { data: again } = await update(shifted, { shifts: [], ...plain });
    expect(again).toMatchObject({ ...plain, shifts: [], weekdayMinutes: null });
    expect((await plant()).minutesPerDay).toBe(exact("60"));
  });
});

describe("holidays and working weekends", () => {
  it("are added many at once, and what was there on a day is replaced", async () => {
    const { data: calendar } = await createCalendar({
      shifts: [...[1, 2, 3, 4, 5].map((at) => on(at, dayShift))],
      exceptions: [
        { day: "2026-12-05", works: false, name: "盘点" },
        { day: "2026-12-31", works: false, name: "年末" },
      ],
    });
    const { data } = await addDays(calendar, [
      { from: "2027-02-05", to: "2027-02-07", works: false, name: "春节" },
      { from: "2026-12-05", to: "2026-12-05", works: true, name: "调休", followsWeekday: 5 },
    ]);
    expect(data.exceptions.map(({ day: of, works }) => [of, works])).toEqual([
      ["2026-12-05", true],
      ["2026-12-31", false],
      ["2027-02-05", false],
      ["2027-02-06", false],
      ["2027-02-07", false],
    ]);
    expect(data.revision).toBe(calendar.revision + 1);
    // a Saturday that works like a Friday, a holiday on a Friday
    expect(await minutesOn("2026-12-05", "2027-02-05")).toEqual(["480", "0"]);
    expect(
      (await addDays(calendar, [{ from: "2027-05-01", to: "2027-05-01", works: false }])).error
        ?.code,
    ).toBe("revision.stale");
  });

  it("name every faulty span, and nothing is written", async () => {
    const { data: calendar } = await createCalendar({ workingWeekdays: [1], minutesPerDay: 60 });
    const answer = await addDays(calendar, [
      { from: "2027-02-05", to: "2027-02-04", works: false },
      { from: "2027-01-01", to: "2027-12-31", works: false },
      { from: "2027-05-01", to: "2027-05-03", works: false, followsWeekday: 1 },
      { from: "2027-05-03", to: "2027-05-04", works: true },
    ]);
    expect(answer.error?.issues?.map(({ path, code }) => [path.join("."), code])).toEqual([
      ["days.0.to", "issue.day_span"],
      ["days.1.to", "issue.day_span"],
      ["days.2.followsWeekday", "issue.holiday_follows"],
      ["days.3.from", "issue.duplicate"],
    ]);
    const stranger = await givenTenant(product);
    const span = [{ from: "2027-05-01", to: "2027-05-01", works: false }];
    const foreign = await addDays(calendar, span, stranger.admin.token);
    expect(foreign.error?.code).toBe("record.not_found");
    expect((await call<{ rows: Calendar[] }>("calendars.list")).data.rows).toEqual([calendar]);
  });
});

describe("a work center", () => {
  it("has machines, an efficiency and a rate, which is hidden from whoever may not see costs", async () => {
    const figures = { capacityCount: 3, efficiencyRate: "0.85", costRatePerHour: "120.5" };
    const input = { code: "CNC", name: "加工中心", minutesPerDay: 960, ...figures };
    const { data: center } = await call<WorkCenter>("workCenters.create", input);
    expect(center).toMatchObject(figures);
    const clerk = await givenStaff(product, tenant, {
      roles: { permissions: ["workCenters.*"], scope: "all", masks: ["cost"] },
    });
    const as = <T>(operation: string, of: object = {}) => call<T>(operation, of, clerk.token);
    const list = await as<{ rows: WorkCenter[] }>("workCenters.list");
    expect(list.data.rows).toMatchObject([{ capacityCount: 3, costRatePerHour: null }]);
    const change = { workCenterId: center.id, revision: center.revision };
    const naming = await as("workCenters.update", { ...change, costRatePerHour: "1" });
    expect(naming.error?.code).toBe("auth.field_masked");
    const renamed = await as<WorkCenter>("workCenters.update", { ...change, name: "数控" });
    expect(renamed.data).toMatchObject({ name: "数控", costRatePerHour: null });
    const { rows } = (await call<{ rows: WorkCenter[] }>("workCenters.list")).data;
    expect(rows[0]!.costRatePerHour).toBe("120.5");
  });
});
