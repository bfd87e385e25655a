import { createServer, createConnection, type Server, type Socket } from "node:net";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * Stands between the product and MariaDB on a unix socket, and knows just enough of the protocol to see each statement
 * (COM_QUERY) pass. Faults happen here, at a chosen statement, so that the product needs no switch for them.
 */
export interface StatementProxy {
  /** The url of a database behind the proxy: the same as `databaseUrl`, but for the socket. */
  urlFor(databaseUrl: string): string;
  /** Watches statements from now on, one watcher at a time. Statements before it and after `off` pass unseen. */
  watch(onStatement: OnStatement): { off(): void };
  close(): Promise<void>;
}

/** One statement on its way. `number` counts from 1 since the watch began, over all connections. */
export interface PassingStatement {
  number: number;
  text: string;
}

/**
 * What to do with a statement: let it pass; `drop` it, never to arrive; `loseAnswer`: let the database do it, but keep the
 * answer back and then go on `afterwards`; `fail`: answer with an error in the database's place. What fails at COMMIT has been
 * rolled back by the server, as a cluster does with a transaction that it cannot certify.
 */
export type Verdict =
  | { kind: "pass" }
  | { kind: "drop"; afterwards: () => void }
  | { kind: "loseAnswer"; afterwards: () => void }
  | { kind: "fail"; errno: number };

export type OnStatement = (statement: PassingStatement) => Verdict;

const PASS: Verdict = { kind: "pass" };
const COM_QUERY = 3;
const HEADER = 4;

/** Starts a proxy in front of the server of `socketPath`. */
export async function startStatementProxy(socketPath: string): Promise<StatementProxy> {
  const folder = mkdtempSync(join(tmpdir(), "quanlian-proxy-"));
  const path = join(folder, "s.sock");
  const sockets = new Set<Socket>();
  let watcher: OnStatement | null = null;
  let number = 0;
  const judge = (text: string): Verdict => {
    if (watcher === null) return PASS;
    number += 1;
    return watcher({ number, text });
  };
  const server = createServer((client) => {
    const upstream = createConnection(socketPath);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on("close", () => sockets.delete(socket));
      socket.on("error", () => undefined);
    }
    relay(client, upstream, judge);
  });
  await new Promise<void>((resolve) => server.listen(path, resolve));
  return {
    urlFor(databaseUrl) {
      const at = new URL(databaseUrl);
      at.searchParams.set("socketPath", path);
      return at.toString();
    },
    watch(onStatement) {
      watcher = onStatement;
      number = 0;
      return { off: () => (watcher = null) };
    },
    async close() {
      sockets.forEach((socket) => socket.destroy());
      await closed(server);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const closed = (server: Server) => new Promise<void>((resolve) => server.close(() => resolve()));

/** One connection. When either side goes, so does the other: a dead client's transaction is rolled back at once. */
function relay(client: Socket, upstream: Socket, judge: (text: string) => Verdict): void {
  let swallow: ((answer: Buffer) => void) | null = null;
  let pending: Buffer = Buffer.alloc(0);
  client.on("data", (chunk) => {
    pending = Buffer.concat([pending, chunk as Buffer]);
    for (let packet = nextPacket(pending); packet; packet = nextPacket(pending)) {
      pending = pending.subarray(packet.length);
      forward(packet);
    }
  });
  upstream.on("data", (chunk) => {
    if (swallow) swallow(chunk as Buffer);
    else client.write(chunk);
  });
  client.on("close", () => upstream.destroy());
  upstream.on("close", () => client.destroy());

  function forward(packet: Buffer): void {
    const verdict = isQuery(packet) ? judge(packet.toString("utf8", HEADER + 1)) : PASS;
    if (verdict.kind === "pass") upstream.write(packet);
    else if (verdict.kind === "drop") verdict.afterwards();
    else if (verdict.kind === "loseAnswer") {
      swallow = () => verdict.afterwards();
      upstream.write(packet);
    } else failInstead(packet, verdict.errno);
  }

  function failInstead(packet: Buffer, errno: number): void {
    if (!/^commit/i.test(packet.toString("utf8", HEADER + 1))) {
      client.write(errorPacket(errno));
      return;
    }
    swallow = () => {
      swallow = null;
      client.write(errorPacket(errno));
    };
    upstream.write(queryPacket("ROLLBACK"));
  }
}

/** A packet is 3 bytes of length, 1 of sequence, and the payload; null while it is not all there. */
function nextPacket(bytes: Buffer): Buffer | null {
  if (bytes.length < HEADER) return null;
  const length = HEADER + bytes.readUIntLE(0, 3);
  return bytes.length < length ? null : bytes.subarray(0, length);
}

/** Commands begin a new sequence; what belongs to the handshake has a higher number. */
const isQuery = (packet: Buffer) => packet[3] === 0 && packet[HEADER] === COM_QUERY;

function framed(sequence: number, payload: Buffer): Buffer {
  const header = Buffer.alloc(HEADER);
  header.writeUIntLE(payload.length, 0, 3);
  header[3] = sequence;
  return Buffer.concat([header, payload]);
}

const queryPacket = (sql: string) =>
  framed(0, Buffer.concat([Buffer.from([COM_QUERY]), Buffer.from(sql)]));

function errorPacket(errno: number): Buffer {
  const head = Buffer.from([0xff, errno & 0xff, errno >> 8]);
  return framed(1, Buffer.concat([head, Buffer.from("#40001injected by the test's proxy")]));
}
