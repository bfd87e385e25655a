/** One guard taken out of the source, and the test that must then fail. */
export interface Patch {
  guard: string;
  file: string;
  from: string;
  to: string;
  /** Jest's path of what has to find it. */
  foundBy: string;
}

const kernel = (path: string) => `server/src/kernel/${path}`;
/** Both parts: the pattern fits either file. */
const ADVERSARY = "tests/adversary/adversary";
const GUARD_READS = kernel("tenancy/guard-reads.test.ts");
const GUARD_WRITES = kernel("tenancy/guard-writes.test.ts");
const SQL_TEXT = kernel("db/sql-text.test.ts");
const COLLABORATORS = "server/src/masters/parties/collaborators.test.ts";
const TRANSACTIONS = kernel("tenancy/transactions.test.ts");

/**
 * Every guard, by the code that is it. The product has no switch for any of them; a copy of the source is patched, and the
 * run that stays green has shown that its tests prove nothing.
 */
export const patches: readonly Patch[] = [
  {
    guard: "the tenant's predicate in what Sequelize reads",
    file: kernel("tenancy/guard.ts"),
    from: "return empty ? added : { [Op.and]: [{ [Op.and]: [where] }, added] };",
    to: "return where ?? (empty ? {} : added);",
    foundBy: GUARD_READS,
  },
  {
    guard: "the stamp on what Sequelize inserts",
    file: kernel("tenancy/guard.ts"),
    from: "if (inserts) values[column] = own;",
    to: "",
    foundBy: GUARD_WRITES,
  },
  {
    guard: "the refusal of another's tenant among the values",
    file: kernel("tenancy/guard.ts"),
    from: "if (!left && given !== own)",
    to: "if (!left && given !== own && inserts && !own)",
    foundBy: GUARD_WRITES,
  },
  {
    guard: "the party's predicate",
    file: kernel("tenancy/guard.ts"),
    from: "return { tenant_id: scope.tenantId, [column]: scope.party.partyId };",
    to: "return { tenant_id: scope.tenantId };",
    foundBy: GUARD_READS,
  },
  {
    guard: "the predicate of included tables",
    file: kernel("tenancy/guard.ts"),
    from: "include.where = guarded(include.model, include.where);",
    to: "",
    foundBy: GUARD_READS,
  },
  {
    guard: "the gate before queries",
    file: kernel("tenancy/gate.ts"),
    from: "if (options[STAMP]) return query(sql, options);",
    to: "return query(sql, options);",
    foundBy: GUARD_READS,
  },
  {
    guard: "the refusal of raw text that reaches past a predicate",
    file: kernel("tenancy/safe-text.ts"),
    from: "if (value instanceof Utils.SequelizeMethod) {",
    to: "if (Date.now() < 0) {",
    foundBy: GUARD_READS,
  },
  {
    guard: "the tie of SQL text to the tenant",
    file: kernel("db/sql-check.ts"),
    from: 'if (!held.some((tie) => tie.to === "tenant" && tie.column === "tenant_id"))',
    to: "if (held.length < 0)",
    foundBy: SQL_TEXT,
  },
  {
    guard: "the eye for OR beside a tie",
    file: kernel("db/sql-ties.ts"),
    from: 'const EITHER = ["OR", "XOR"];',
    to: "const EITHER: string[] = [];",
    foundBy: SQL_TEXT,
  },
  {
    guard: "the tie of SQL text to the party",
    file: kernel("db/sql-text.ts"),
    from: "if (!partyColumns.includes(column))",
    to: "if (!column)",
    foundBy: SQL_TEXT,
  },
  {
    guard: "the tenant of multi-row inserts",
    file: kernel("db/insert-rows.ts"),
    from: "if (given !== undefined && given !== stamps.tenantId) {",
    to: "if (given !== undefined && typeof given === 'string') return given;\n  if (!stamps.tenantId) {",
    foundBy: TRANSACTIONS,
  },
  {
    guard: "the end of a transaction's handle",
    file: kernel("db/transact.ts"),
    from: "if (!this.core.alive)",
    to: "if (!this.core)",
    foundBy: TRANSACTIONS,
  },
  {
    guard: "the row rule in SQL",
    file: kernel("access/row-rule.ts"),
    from: 'return choices.length > 0 ? `(${choices.join(" OR ")})` : NEVER;',
    to: "return choices.length > 0 ? ALWAYS : NEVER;",
    foundBy: ADVERSARY,
  },
  {
    guard: "who works with a record beside its owner, in SQL",
    file: kernel("access/row-rule.ts"),
    from: "AND ${inner}.user_id IN ${literal(userIds, true)})`",
    to: "AND ${inner}.user_id NOT IN ${literal([], true)})` + (userIds.length > 0 ? ' OR 1 = 1' : '')",
    foundBy: COLLABORATORS,
  },
  {
    guard: "who works with a record beside its owner, in hand",
    file: kernel("access/row-rule.ts"),
    from: "reach.ownerIds.some((id) => shared.includes(id)) ||",
    to: "shared.length > 0 ||",
    foundBy: COLLABORATORS,
  },
  {
    guard: "the reach of a collaborator",
    file: kernel("access/row-rule.ts"),
    from: "if (policy.collaborators && reach.ownerIds.length > 0) {",
    to: "if (policy.collaborators && reach.ownerIds.length < 0) {",
    foundBy: COLLABORATORS,
  },
  {
    guard: "what only an owner may hand on",
    file: "server/src/masters/parties/party.rules.ts",
    from: 'refuse("party.not_yours");',
    to: "",
    foundBy: COLLABORATORS,
  },
  {
    guard: "the record that decides instead",
    file: kernel("access/row-rule.ts"),
    from: "if (rule === ALWAYS) return own;",
    to: "if (rule) return own;",
    foundBy: "server/src/masters/catalog/prices.test.ts",
  },
  {
    guard: "the permission",
    file: kernel("http/call-operation.ts"),
    from: 'if (actor.kind === "staff" && operation.permission && !may(actor, operation.permission)) {',
    to: 'if (actor.kind === "staff" && operation.permission && !may) {',
    foundBy: ADVERSARY,
  },
  {
    guard: "the function that a tenant subscribes to",
    file: kernel("http/call-operation.ts"),
    from: 'if (operation.function !== "core" && !actor.functions.includes(operation.function)) {',
    to: "if (!operation.function) {",
    foundBy: ADVERSARY,
  },
  {
    guard: "the kind of actor",
    file: kernel("http/call-operation.ts"),
    from: 'if (actor.kind === "job" || !operation.actors.includes(actor.kind)) refuse("auth.forbidden");',
    to: 'if (actor.kind === "job") refuse("auth.forbidden");',
    foundBy: ADVERSARY,
  },
  {
    guard: "the mask",
    file: kernel("access/mask.ts"),
    from: "return granting.every((grant) => grant.masks.includes(group));",
    to: "return granting.length === 0 && group === undefined;",
    foundBy: ADVERSARY,
  },
  {
    guard: "the audience of live changes",
    file: kernel("live/audiences.ts"),
    from: "return rowAllowed(actor, audience.policy, audience.permission, row);",
    to: "return row !== undefined;",
    foundBy: ADVERSARY,
  },
  {
    guard: "the tenant of live changes",
    file: kernel("live/audiences.ts"),
    from: 'if (!("tenantId" in actor) || actor.tenantId !== event.tenantId) return false;',
    to: "",
    foundBy: ADVERSARY,
  },
  {
    guard: "who may open a file",
    file: kernel("files/link-file.ts"),
    from: "if (!file || !mayOpen(ctx, file))",
    to: "if (!file || !mayOpen)",
    foundBy: ADVERSARY,
  },
  {
    guard: "the signature of a token",
    file: kernel("access/tokens.ts"),
    from: "return jwt.verify(token, key, {",
    to: "if (audience) return jwt.decode(token);\n    return jwt.verify(token, key, {",
    foundBy: ADVERSARY,
  },
  {
    guard: "the hash behind an idempotency key",
    file: kernel("http/idempotency.ts"),
    from: 'if (stored.requestHash !== hash) refuse("idempotency.key_reused", { key });',
    to: "",
    foundBy: kernel("http/idempotency.test.ts"),
  },
  {
    guard: "the revision",
    file: kernel("db/model.ts"),
    from: "if (this.revision !== revision)",
    to: "if (!this.revision)",
    foundBy: "server/src/masters/parties/parties.test.ts",
  },
];

/** The three that a run in between tries, each found within seconds. */
export const smoke: readonly Patch[] = patches.filter(({ guard }) =>
  [
    "the predicate of included tables",
    "the eye for OR beside a tie",
    "the party's predicate",
  ].includes(guard),
);
