import type { Grant, StaffActor } from "../../kernel/access";
import { excessOf } from "./grant.rules";

const grant = (differs: Partial<Grant>): Grant => ({
  roleId: "1",
  permissions: ["orders.*"],
  scope: "department",
  scopes: {},
  masks: ["cost"],
  ...differs,
});

const actor = (grants: Grant[], denied: string[] = []): StaffActor => ({
  kind: "staff",
  tenantId: "1",
  personId: "2",
  userId: "3",
  sessionId: "4",
  name: "a",
  departmentId: null,
  departmentIds: [],
  grants,
  denied,
  functions: [],
});

it("lets what is held be handed on, and less", () => {
  const holder = actor([grant({})]);
  expect(excessOf(holder, grant({}))).toBeNull();
  expect(excessOf(holder, grant({ permissions: ["orders.confirm"], scope: "own" }))).toBeNull();
  expect(excessOf(holder, grant({ masks: ["cost", "margin"] }))).toBeNull();
});

it.each([
  ["another permission", { permissions: ["orders.list", "plans.list"] }, "plans.list"],
  ["every permission", { permissions: ["*"] }, "*"],
  ["wider rows", { scope: "all" as const }, "orders.*"],
  ["wider rows of one kind", { scopes: { order: "below" as const } }, "orders.*"],
  ["a field that is hidden from the giver", { masks: [] }, "orders.*"],
])("refuses to hand out %s", (_, wanted, excess) => {
  expect(excessOf(actor([grant({})]), grant(wanted))).toBe(excess);
});

it("takes the widest of several roles, as the row rule does", () => {
  const holder = actor([
    grant({ scope: "own" }),
    grant({ scope: "own", scopes: { order: "all" } }),
  ]);
  expect(excessOf(holder, grant({ scope: "own", scopes: { order: "all" } }))).toBeNull();
  expect(excessOf(holder, grant({ scope: "all" }))).toBe("orders.*");
});

it("does not let a denial be walked around by way of a role", () => {
  const holder = actor([grant({})], ["orders.confirm"]);
  expect(excessOf(holder, grant({ permissions: ["orders.confirm"] }))).toBe("orders.confirm");
  expect(excessOf(holder, grant({ permissions: ["orders.*"] }))).toBe("orders.*");
  expect(excessOf(holder, grant({ permissions: ["orders.list"] }))).toBeNull();
});
