import { givenOperator, givenStaff, givenTenant } from "../support/given";
import { startProduct, type TestProduct } from "../support/product";
import { givenHolder, type Holder } from "./holder";

/** Somebody who calls: with which token, and which marks and ids of others he may come to see. */
export interface Attacker {
  name: string;
  kind: "staff" | "customer" | "supplier" | "operator" | "anyone";
  token: string | null;
  /** Holders whose own records, and tenants whose common ones, are not for him. */
  foreignOwners: readonly Holder[];
  foreignTenants: readonly Holder[];
  /** Sees no field that a role can hide. */
  masked: boolean;
  /** Figures that hidden fields hold. */
  hidden: readonly string[];
}

/**
 * Two tenants. In ours, two owners in two departments with a customer and a supplier each; whoever sees one department,
 * everything, everything but hidden fields, and nothing; the parties' contacts; the operator; nobody.
 */
export interface World {
  product: TestProduct;
  /** Ours, our colleague's in another department, and another tenant's. */
  own: Holder;
  colleague: Holder;
  stranger: Holder;
  attackers: Record<
    | "owner"
    | "manager"
    | "administrator"
    | "masked"
    | "powerless"
    | "customer"
    | "supplier"
    | "operator"
    | "nobody"
    | "visitor"
    | "unsubscribed",
    Attacker
  >;
  close(): Promise<void>;
}

export async function startWorld(): Promise<World> {
  const product = await startProduct();
  const ours = await givenTenant(product);
  const theirs = await givenTenant(product);
  const own = await givenHolder(product, ours, "AOne", 1);
  const colleague = await givenHolder(product, ours, "ATwo", 2);
  const stranger = await givenHolder(product, theirs, "BOne", 3);
  const all = ["*"];
  const masks = ["cost", "margin", "bank", "credit"] as ("cost" | "margin" | "bank" | "credit")[];
  const manager = await givenStaff(product, ours, {
    roles: { permissions: all, scope: "department" },
    department: own.departmentId,
  });
  const masked = await givenStaff(product, ours, { roles: { permissions: all, masks } });
  const bare = await givenTenant(product, { functions: [] });
  const powerless = await givenStaff(product, ours, { roles: { permissions: [] } });
  const operator = await givenOperator(product);
  const base = {
    foreignOwners: [colleague, stranger],
    foreignTenants: [stranger],
    masked: false,
    hidden: [own.cost, own.costCents, own.limit],
  };
  const staff = { ...base, kind: "staff" as const };
  const everybody = [own, colleague, stranger];
  const attackers: World["attackers"] = {
    owner: { ...staff, name: "owner", token: own.owner.token },
    manager: { ...staff, name: "manager", token: manager.token },
    administrator: {
      ...staff,
      name: "administrator",
      token: ours.admin.token,
      foreignOwners: [stranger],
    },
    masked: {
      ...staff,
      name: "masked",
      token: masked.token,
      foreignOwners: [stranger],
      masked: true,
    },
    powerless: { ...staff, name: "powerless", token: powerless.token, foreignOwners: everybody },
    customer: { ...base, name: "customer", kind: "customer", token: own.customerContact.token },
    supplier: { ...base, name: "supplier", kind: "supplier", token: own.supplierContact.token },
    operator: {
      ...{ name: "operator", kind: "operator", token: operator.token, masked: true, hidden: [] },
      ...{ foreignOwners: everybody, foreignTenants: everybody },
    },
    nobody: {
      ...{ name: "nobody", kind: "anyone", token: null, masked: true, hidden: [] },
      ...{ foreignOwners: everybody, foreignTenants: everybody },
    },
    unsubscribed: {
      ...{
        name: "unsubscribed",
        kind: "staff",
        token: bare.admin.token,
        masked: false,
        hidden: [],
      },
      ...{ foreignOwners: everybody, foreignTenants: everybody },
    },
    // Who comes with a password, a ticket or an invitation of ours.
    visitor: { ...base, name: "visitor", kind: "anyone", token: null },
  };
  return { product, own, colleague, stranger, attackers, close: () => product.close() };
}
