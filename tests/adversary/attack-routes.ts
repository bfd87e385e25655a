import { liveHub } from "../../server/src/kernel/live";
import type { Findings } from "./attack-operation";
import { GHOST } from "./attack-operation";
import { makeOrder, makeParty, makeWarehouse, type Holder } from "./holder";
import { leaksIn, readReply, sameness, send } from "./probe";
import type { Attacker, World } from "./world";

/** Live changes: each hears of his own, and of nobody else's. Tried by long poll and by stream. */
export async function attackLiveChanges(world: World): Promise<Findings> {
  const { product, own, colleague, stranger, attackers } = world;
  const findings: Findings = { operation: "live changes", probes: 0, pairs: 0, leaks: [] };
  const { owner, manager, administrator, customer, supplier, powerless } = attackers;
  for (const attacker of [owner, manager, administrator, customer, supplier, powerless]) {
    const since = JSON.parse(
      (await send(product, attacker.token, "changes.wait", { timeoutSeconds: 0 })).text,
    ) as { cursor: string };
    const stream = await openStream(world, attacker);
    const made = new Map<Holder, string[]>();
    for (const h of [colleague, stranger, own]) made.set(h, await change(h));
    const mine = made.get(own)!;
    const { cursor } = since;
    const reply = await send(product, attacker.token, "changes.wait", {
      since: cursor,
      timeoutSeconds: 0,
    });
    await liveHub(product.services).poll();
    const streamed = await stream.read();
    findings.probes += 2;
    const foreign = attacker.foreignOwners.flatMap((h) => made.get(h) ?? []);
    for (const [way, text] of [
      ["polling", reply.text],
      ["the stream", streamed],
    ] as const) {
      for (const id of foreign)
        if (text.includes(id)) findings.leaks.push(`${attacker.name} hears of ${id} by ${way}`);
      const expected = [owner, manager, administrator, customer].includes(attacker);
      if (expected && !mine.some((id) => text.includes(id)))
        findings.leaks.push(`${attacker.name} does not hear of his own by ${way}: ${text}`);
      else findings.pairs += 1;
    }
  }
  return findings;
}

/** An order and a party of the holder's own are made: their ids. */
async function change(h: Holder): Promise<string[]> {
  await makeWarehouse(h);
  const order = await makeOrder(h);
  const party = await makeParty(h, { isCustomer: true });
  return [order.id, party.id];
}

async function openStream({ product }: World, attacker: Attacker) {
  const { text } = await send(product, attacker.token, "live.ticket", {});
  const { ticket } = JSON.parse(text) as { ticket: string };
  const controller = new AbortController();
  const response = await fetch(`${product.url}/live?ticket=${ticket}`, {
    signal: controller.signal,
  });
  const reader = response.body!.getReader();
  let heard = new TextDecoder().decode((await reader.read()).value);
  return {
    /** What has arrived by now; the hub has told its listeners before this is called. */
    async read() {
      for (;;) {
        const next = reader.read();
        const part = await Promise.race([next, arrived()]);
        if (part === null) break;
        heard += new TextDecoder().decode(part.value);
      }
      controller.abort();
      return heard;
    },
  };
}

/** Bytes that the server has written cross the loopback within this time. */
const arrived = () => new Promise<null>((resolve) => setTimeout(() => resolve(null), 50));

/** Files: the link is refused to others, and no token but the link's own opens the bytes. */
export async function attackFiles(world: World): Promise<Findings> {
  const { product, own, colleague, stranger, attackers } = world;
  const findings: Findings = { operation: "files", probes: 0, pairs: 0, leaks: [] };
  for (const attacker of [attackers.owner, attackers.customer, attackers.supplier]) {
    const ghost = await send(product, attacker.token, "files.link", { fileId: GHOST });
    for (const h of [colleague, stranger]) {
      const reply = await send(product, attacker.token, "files.link", { fileId: h.fileId });
      findings.probes += 1;
      if (sameness(reply, h.fileId) !== sameness(ghost, GHOST))
        findings.leaks.push(`${attacker.name} of ${h.name}'s file: ${reply.text}`);
    }
  }
  const link = await send(product, own.owner.token, "files.link", { fileId: own.fileId });
  const { url } = JSON.parse(link.text) as { url: string };
  const opened = await readReply(await fetch(`${product.url}${url}`));
  if (opened.text.includes(own.mark)) findings.pairs += 1;
  else findings.leaks.push(`the own file does not open: ${opened.text}`);
  const ticket = await send(product, own.owner.token, "live.ticket", {});
  const wrong = [
    own.owner.token,
    (JSON.parse(ticket.text) as { ticket: string }).ticket,
    `${url.slice("/files/".length)}x`,
    `../${own.fileId}`,
    encodeURIComponent("../../etc/passwd"),
  ];
  for (const token of wrong) {
    const reply = await readReply(await fetch(`${product.url}/files/${token}`));
    findings.probes += 1;
    if (reply.code === null) findings.leaks.push(`the token ${token} opens ${reply.text}`);
  }
  for (const token of [own.owner.token, url.slice("/files/".length)]) {
    const reply = await readReply(await fetch(`${product.url}/live?ticket=${token}`));
    findings.probes += 1;
    if (reply.code === null) findings.leaks.push("a token of another purpose opens the stream");
  }
  return findings;
}

/** The pages that need no token say nothing of any tenant. */
export async function attackPublicPages(world: World): Promise<Findings> {
  const findings: Findings = { operation: "public pages", probes: 0, pairs: 0, leaks: [] };
  for (const route of world.product.product.routes.filter(({ guard }) => guard === "public")) {
    const reply = await readReply(await fetch(`${world.product.url}${route.path}`));
    findings.probes += 1;
    for (const leak of leaksIn(reply, world.attackers.nobody, ""))
      findings.leaks.push(`${route.path} tells ${leak}`);
    if (reply.code === null) findings.pairs += 1;
  }
  return findings;
}
