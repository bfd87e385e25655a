import type { Registered } from "../../server/src/kernel/http";
import { examples, type Example } from "./examples";
import type { Holder } from "./holder";
import { idsIn, nameOf, valueAt, withValue, type Path } from "./ids-in";
import { changedTables, contentsOf } from "./contents";
import { leaksIn, sameness, send, type Reply } from "./probe";
import type { Attacker, World } from "./world";

/** What the attacks on one operation came to. A pair that counts: the own call succeeded, the foreign one told nothing. */
export interface Findings {
  operation: string;
  probes: number;
  pairs: number;
  leaks: string[];
}

/** An id that no record has, of the same length as all others. */
export const GHOST = "911111111111111111";

/** Ids of records that an owner shares with nobody; all others are the tenant's as a whole. */
const OWNED = new Set([
  "dealId",
  "leadId",
  "mergedLeadId",
  "orderId",
  "lineId",
  "partyId",
  "addressId",
  "supplierPriceId",
  "contactId",
  "customerId",
  "supplierId",
  "defaultSupplierId",
  "subjectId",
  "ownerId",
  "fileId",
  "cashMovementId",
  "allocationId",
  "fromItemId",
  "toItemId",
  "jobId",
  "sessionId",
  "approvalId",
  "quoteId",
  "purchaseOrderId",
  "shipmentId",
  "claimId",
  "shippingNoticeId",
  "rfqId",
  "inspectionId",
  "supplierReturnId",
  "receiptLineId",
  "invitationId",
  "statementId",
  "orderLineId",
  "goodsReceiptId",
  "otherQuoteId",
  "taskId",
]);

/** Attacks one operation with every kind of actor. @throws when nobody said how the operation is called */
export async function attackOperation(world: World, found: Registered): Promise<Findings> {
  const { name, operation } = found;
  if (!examples[name]) throw new Error(`${name} has no place: say in examples/ how it is called`);
  const findings: Findings = { operation: name, probes: 0, pairs: 0, leaks: [] };
  const own = await examples[name](world.own);
  for (const attacker of Object.values(world.attackers)) {
    if (mayCall(operation, attacker)) continue;
    await tryForbidden(world, findings, attacker, own);
  }
  for (const token of badTokens(world)) await tryToken(world, findings, found, token, own);
  for (const attacker of rightfulOf(world, found)) await tryIds(world, findings, found, attacker);
  return findings;
}

function mayCall(operation: Registered["operation"], attacker: Attacker): boolean {
  const { actors, permission } = operation;
  if (attacker.name === "unsubscribed") return operation.function === "core";
  if (actors.includes("anyone")) return true;
  if (attacker.kind === "anyone" || !actors.includes(attacker.kind)) return false;
  return attacker.name !== "powerless" || permission === null;
}

/** What cannot be called without writing or reading what is hidden from the masked: they are refused, and that is all. */
const HIDDEN_INPUT = new Set([
  "supplierPrices.create",
  "supplierPrices.import",
  "purchaseOrders.create",
  "rfqs.recordAnswer",
  "openPurchases.import",
  "items.costRollUp",
  "items.adoptCost",
]);

/** Whoever may call the operation on a row of ours. What is one's own alone is tried by its owner. */
function rightfulOf({ attackers }: World, { name, operation }: Registered): Attacker[] {
  const { actors, subject } = operation;
  if (actors.includes("anyone")) return [attackers.visitor];
  if (!actors.includes("staff")) return actors.map((kind) => attackers[kind as "customer"]);
  if ("self" in subject || subject.type === "file") return [attackers.owner];
  if (HIDDEN_INPUT.has(name)) return [attackers.owner, attackers.manager, attackers.administrator];
  return [attackers.owner, attackers.manager, attackers.administrator, attackers.masked];
}

async function tryForbidden(
  { product }: World,
  findings: Findings,
  attacker: Attacker,
  { input }: Example,
): Promise<void> {
  const reply = await send(product, attacker.token, findings.operation, input);
  findings.probes += 1;
  if (reply.status !== 401 && reply.status !== 403)
    findings.leaks.push(`${attacker.name} is let in: ${reply.status} ${reply.text.slice(0, 200)}`);
  note(findings, attacker.name, leaksIn(reply, attacker, input));
}

const badTokens = ({ own, attackers }: World): string[] => {
  const [head, body, sign] = own.owner.token.split(".") as [string, string, string];
  const claims = JSON.parse(Buffer.from(body, "base64url").toString("utf8")) as object;
  const forged = Buffer.from(JSON.stringify({ ...claims, kind: "operator" })).toString("base64url");
  const none = Buffer.from('{"alg":"none","typ":"JWT"}').toString("base64url");
  const [, otherBody] = attackers.customer.token!.split(".");
  return [
    `${head}.${forged}.${sign}`,
    `${head}.${otherBody}.${sign}`,
    `${none}.${body}.`,
    `${none}.${body}.${sign}`,
    "x",
    "",
  ];
};

async function tryToken(
  { product, attackers }: World,
  findings: Findings,
  { operation }: Registered,
  token: string,
  { input }: Example,
): Promise<void> {
  if (operation.actors.includes("anyone")) return;
  const reply = await send(product, token, findings.operation, input);
  findings.probes += 1;
  if (reply.status !== 401)
    findings.leaks.push(`a bad token is let in: ${reply.text.slice(0, 200)}`);
  note(findings, "a bad token", leaksIn(reply, attackers.nobody, input));
}

/** Puts others' ids in the place of each of ours. Their answers equal those for an id that nothing has. */
async function tryIds(
  world: World,
  findings: Findings,
  { name, operation }: Registered,
  attacker: Attacker,
): Promise<void> {
  const { product, own, colleague, stranger } = world;
  const mine = await examples[name]!(own, attacker.kind);
  const theirs = await examples[name]!(stranger, attacker.kind);
  const nearby = attacker.foreignOwners.includes(colleague)
    ? await examples[name]!(colleague, attacker.kind)
    : null;
  const token = mine.token === undefined ? attacker.token : mine.token;
  const before = await contentsOf(product);
  let good = true;
  for (const { path } of idsIn(mine.input)) {
    const ghost = await ask(path, GHOST);
    for (const other of [theirs, nearby]) {
      // Every tenant is the operator's to name.
      if (operation.subject.type === "tenant") continue;
      if (!other || (other === nearby && !OWNED.has(nameOf(path)))) continue;
      const id = valueAt(other.input, path) as string;
      if (id === valueAt(mine.input, path)) continue;
      const foreign = await ask(path, id);
      const told = sameness(foreign, id) === sameness(ghost, GHOST);
      const done = operation.kind === "write" && foreign.code === null;
      if (told && !done) continue;
      good = false;
      findings.leaks.push(
        `${attacker.name}, ${path.join(".")} of ${other === theirs ? "another tenant" : "another owner"}: ` +
          `${foreign.status} ${foreign.text.slice(0, 300)} instead of ${ghost.status} ${ghost.text.slice(0, 300)}`,
      );
    }
  }
  const changed = changedTables(before, await contentsOf(product));
  if (changed.length > 0) {
    good = false;
    findings.leaks.push(`${attacker.name}: a refused call has changed ${changed.join(", ")}`);
  }
  const reply = await send(product, token, name, mine.input);
  note(findings, attacker.name, leaksIn(reply, attacker, mine.input));
  if (reply.code !== null)
    findings.leaks.push(
      `${attacker.name}: the call on the own row was refused: ${reply.text.slice(0, 300)}`,
    );
  else if (good) findings.pairs += 1;

  async function ask(path: Path, id: string): Promise<Reply> {
    const input = withValue(mine.input, path, id);
    const answered = await send(product, token, name, input);
    findings.probes += 1;
    note(findings, attacker.name, leaksIn(answered, attacker, input));
    return answered;
  }
}

function note(findings: Findings, who: string, leaks: readonly string[]): void {
  for (const leak of leaks) findings.leaks.push(`${who} reads ${leak}`);
}

export type { Holder };
