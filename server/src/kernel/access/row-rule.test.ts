import type { Grant, PartyActor, StaffActor } from "./actor";
import { isMasked } from "./mask";
import { defineRowPolicy, may, rowAllowed, rowPredicate } from "./row-rule";

const grant = (rest: Partial<Grant>): Grant => ({
  roleId: "1",
  permissions: ["orders.*"],
  scope: "own",
  scopes: {},
  masks: [],
  ...rest,
});
const staff = (grants: Grant[], rest: Partial<StaffActor> = {}): StaffActor => ({
  kind: "staff",
  tenantId: "1",
  personId: "2",
  userId: "3",
  sessionId: "4",
  name: "王敏",
  departmentId: "50",
  departmentIds: ["50", "51"],
  grants,
  denied: [],
  functions: [],
  ...rest,
});
const customer: PartyActor = {
  kind: "customer",
  tenantId: "1",
  personId: "2",
  contactId: "8",
  partyId: "90",
  sessionId: "4",
  name: "李采购",
  functions: [],
};
const orders = defineRowPolicy("order", {
  owner: "owner_id",
  department: "department_id",
  customer: "customer_id",
});
const show = "orders.show";

describe("permissions", () => {
  it("add up over roles, and a denial takes one away again", () => {
    const grants = [grant({ permissions: ["items.*"] }), grant({ permissions: ["orders.show"] })];
    expect(may(staff(grants), "items.update")).toBe(true);
    expect(may(staff(grants), "orders.show")).toBe(true);
    expect(may(staff(grants), "orders.confirm")).toBe(false);
    expect(may(staff(grants, { denied: ["items.update"] }), "items.update")).toBe(false);
    expect(may(staff(grants, { denied: ["items.*"] }), "items.update")).toBe(false);
  });

  it("do not spill from one link into another of a similar name", () => {
    expect(may(staff([grant({ permissions: ["orders.*"] })]), "ordersArchive.show")).toBe(false);
  });
});

describe("row scopes", () => {
  it("own: rows of the holder alone", () => {
    const actor = staff([grant({ scope: "own" })]);
    expect(rowPredicate(actor, orders, show, "o")).toBe("(o.owner_id IN (3))");
    expect(rowAllowed(actor, orders, show, { ownerId: "3", departmentId: "99" })).toBe(true);
    expect(rowAllowed(actor, orders, show, { ownerId: "7", departmentId: "50" })).toBe(false);
  });

  it("department and below: also rows of the departments beneath", () => {
    const actor = staff([grant({ scope: "below" })]);
    expect(rowPredicate(actor, orders, show, "o")).toBe(
      "(o.owner_id IN (3) OR o.department_id IN (50,51))",
    );
    expect(rowAllowed(actor, orders, show, { ownerId: "7", departmentId: "51" })).toBe(true);
  });

  it("of several roles are joined by OR", () => {
    const actor = staff([grant({ scope: "own" }), grant({ scope: "all" })]);
    expect(rowPredicate(actor, orders, show, "o")).toBe("1 = 1");
  });

  it("count only from roles that grant the permission", () => {
    const actor = staff([
      grant({ scope: "own" }),
      grant({ permissions: ["items.*"], scope: "all" }),
    ]);
    expect(rowPredicate(actor, orders, show, "o")).toBe("(o.owner_id IN (3))");
  });

  it("can differ by kind of record", () => {
    const actor = staff([grant({ scope: "all", scopes: { order: "own" } })]);
    expect(rowPredicate(actor, orders, show, "o")).toBe("(o.owner_id IN (3))");
  });

  it("show nothing to who lacks the permission", () => {
    const actor = staff([grant({ permissions: ["items.*"], scope: "all" })]);
    expect(rowPredicate(actor, orders, show, "o")).toBe("1 = 0");
    expect(rowAllowed(actor, orders, show, { ownerId: "3" })).toBe(false);
  });

  it("tie a customer to his own rows, and to none where a table names no customer", () => {
    expect(rowPredicate(customer, orders, show, "o")).toBe("o.customer_id = :party");
    expect(rowAllowed(customer, orders, show, { customerId: "90" })).toBe(true);
    expect(rowAllowed(customer, orders, show, { customerId: "91" })).toBe(false);
    expect(rowPredicate(customer, defineRowPolicy("item"), "items.show", "i")).toBe("1 = 0");
  });
});

describe("rows that are seen beside one's own", () => {
  const parties = defineRowPolicy("party", {
    owner: "owner_id",
    department: "department_id",
    customer: "id",
    collaborators: { table: "party_collaborators", record: "party_id" },
  });
  const shared =
    "EXISTS (SELECT 1 FROM party_collaborators p_c WHERE p_c.tenant_id = :tenant " +
    "AND p_c.party_id = p.id AND p_c.user_id IN (3))";
  const own = staff([grant({ permissions: ["*"], scope: "own" })]);

  it("are those that the holder works with, in SQL and in hand", () => {
    expect(rowPredicate(own, parties, "parties.show", "p")).toBe(
      `(p.owner_id IN (3) OR ${shared})`,
    );
    const row = { ownerId: "7", departmentId: "99" };
    const seen = (collaboratorIds: string[] | null) =>
      rowAllowed(own, parties, "parties.show", { ...row, collaboratorIds });
    expect(seen(["8", "3"])).toBe(true);
    expect(seen(["8"])).toBe(false);
    expect(seen(null)).toBe(false);
    // A kind without collaborators has none, whatever a row says.
    expect(rowAllowed(own, orders, show, { ...row, collaboratorIds: ["3"] })).toBe(false);
  });

  it("are none for a customer, nor for who lacks the permission", () => {
    expect(rowPredicate(customer, parties, "parties.show", "p")).toBe("p.id = :party");
    const other = staff([grant({ permissions: ["items.*"] })]);
    expect(rowPredicate(other, parties, "parties.show", "p")).toBe("1 = 0");
    const row = { collaboratorIds: ["3"] };
    expect(rowAllowed(other, parties, "parties.show", row)).toBe(false);
  });

  it("can be decided by another record", () => {
    const through = () => ({ table: "parties", key: "supplier_id", policy: parties });
    const prices = defineRowPolicy("price", { supplier: "supplier_id", through });
    expect(rowPredicate(own, prices, "prices.list", "s")).toBe(
      "EXISTS (SELECT 1 FROM parties s_t WHERE s_t.tenant_id = :tenant AND s_t.id = s.supplier_id " +
        `AND (s_t.owner_id IN (3) OR ${shared.replaceAll("p_c", "s_t_c").replace("p.id", "s_t.id")}))`,
    );
    expect(rowAllowed(own, prices, "prices.list", { ownerId: "3" })).toBe(true);
    expect(rowAllowed(own, prices, "prices.list", { supplierId: "1" })).toBe(false);
    const all = staff([grant({ permissions: ["*"], scope: "all" })]);
    expect(rowPredicate(all, prices, "prices.list", "s")).toBe("1 = 1");
    const none = staff([grant({ permissions: ["items.*"], scope: "all" })]);
    expect(rowPredicate(none, prices, "prices.list", "s")).toBe("1 = 0");
    expect(rowPredicate(customer, prices, "prices.list", "s")).toBe("1 = 0");
  });
});

describe("masks", () => {
  it("hide a field only if every granting role hides it", () => {
    const hiding = grant({ masks: ["cost"] });
    expect(isMasked(staff([hiding]), show, "cost")).toBe(true);
    expect(isMasked(staff([hiding, grant({})]), show, "cost")).toBe(false);
    expect(isMasked(staff([hiding, grant({ permissions: ["items.*"] })]), show, "cost")).toBe(true);
  });

  it("hide everything from outside parties", () => {
    expect(isMasked(customer, show, "margin")).toBe(true);
  });
});
