import { covers } from "../../server/src/kernel/access";
import { assembleProduct } from "../../server/src/main/assemble";
import { askedInside } from "../../server/src/main/asked-inside";
import { builtInRoles } from "../../server/src/masters/people/role.defaults";

describe("the roles that a company starts with", () => {
  const { registry } = assembleProduct();
  const permissions = [
    ...[...registry.values()].flatMap(({ operation }) => operation.permission ?? []),
    ...askedInside.map(({ permission }) => permission),
  ];

  it.each(builtInRoles.map((role) => [role.code, role.permissions] as const))(
    "%s grants nothing that does not exist",
    (_, granted) => {
      const idle = granted.filter(
        (each) => !permissions.some((permission) => covers(each, permission)),
      );
      expect(idle).toEqual([]);
    },
  );

  it("let the owner see where the chain broke, and nobody else below the administrator", () => {
    const seers = builtInRoles.filter((role) =>
      role.permissions.some((granted) => covers(granted, "breakpoints.find")),
    );
    expect(seers.map(({ code }) => code).sort()).toEqual(["administrator", "owner"]);
  });

  it("let sales confirm orders, but not beyond a credit limit", () => {
    const sales = builtInRoles.find((role) => role.code === "sales")!;
    const may = (permission: string) =>
      sales.permissions.some((granted) => covers(granted, permission));
    expect([may("orders.confirm"), may("orders.overrideCredit")]).toEqual([true, false]);
  });
});
