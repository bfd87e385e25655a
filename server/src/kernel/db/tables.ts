/**
 * What the guard knows of every table: whether its rows belong to a tenant, and which column ties a row to a customer
 * or a supplier. A table that nobody declared does not exist for the guard and can be reached by no query of a tenant.
 */
interface Facts {
  tenant: boolean;
  customerColumn: string | null;
  supplierColumn: string | null;
}

const known = new Map<string, Facts>();

/**
 * Tables without a tenant: a closed list. What is not on it and has no tenant column is refused at definition.
 */
const GLOBAL_TABLES = new Set([
  "tenants",
  "persons",
  "wechat_identities",
  "sessions",
  "sign_in_attempts",
  "worker_leases",
  "schema_migrations",
  "migration_locks",
]);

export const tables = {
  declare(name: string, facts: Facts): void {
    if (!facts.tenant && !GLOBAL_TABLES.has(name)) {
      throw new Error(`Table ${name} has no tenant column and is not on the list of global tables`);
    }
    known.set(name, facts);
  },
  isKnown: (name: string) => known.has(name),
  isTenantTable: (name: string) => known.get(name)?.tenant ?? false,
  partyColumn(name: string, kind: "customer" | "supplier"): string | null {
    const facts = known.get(name);
    if (!facts) return null;
    return kind === "customer" ? facts.customerColumn : facts.supplierColumn;
  },
  names: () => [...known.keys()],
};
