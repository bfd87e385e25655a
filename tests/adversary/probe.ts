import { randomUUID } from "node:crypto";
import type { TestProduct } from "../support/product";
import type { Attacker } from "./world";

/** What came back, whole: nothing of it may tell of others. */
export interface Reply {
  status: number;
  text: string;
  headers: string;
  code: string | null;
}

const PASSING_HEADERS = new Set(["date", "x-request-id", "content-length", "etag", "keep-alive"]);

export async function send(
  product: TestProduct,
  token: string | null,
  operation: string,
  input: unknown,
): Promise<Reply> {
  const response = await fetch(`${product.url}/api/${operation}`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "idempotency-key": randomUUID(),
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(input),
  });
  return readReply(response);
}

export async function readReply(response: Response): Promise<Reply> {
  const text = await response.text();
  const headers = [...response.headers].filter(([name]) => !PASSING_HEADERS.has(name));
  return {
    status: response.status,
    text,
    headers: JSON.stringify(headers),
    code: response.ok ? null : codeOf(text),
  };
}

function codeOf(text: string): string | null {
  try {
    return (JSON.parse(text) as { error?: { code?: string } }).error?.code ?? null;
  } catch {
    return null;
  }
}

/** The answer without what differs from call to call: the request's id, and the value that was probed with. */
export const sameness = ({ status, text, headers }: Reply, probed: string): string =>
  [status, text.replace(/"requestId":"[^"]*"/g, "").replaceAll(probed, "∎"), headers].join("\n");

/**
 * Whatever of others' an answer holds: their marks, their odd amounts, the ids of their records. What the call itself
 * named comes back in messages and says nothing.
 */
export function leaksIn(reply: Reply, attacker: Attacker, sent: unknown): string[] {
  const asked = JSON.stringify(sent) ?? "";
  const said = readable(reply);
  const secrets = [
    ...attacker.foreignOwners.flatMap((h) => [h.mark, h.priceCents, h.price, ...h.ownIds]),
    ...attacker.foreignTenants.flatMap((h) => [h.tenantMark, h.cost, h.costCents, ...h.tenantIds]),
    ...(attacker.masked ? attacker.hidden : []),
  ];
  return [...new Set(secrets)].filter((secret) => said.includes(secret) && !asked.includes(secret));
}

/** Files that came along are read as well. */
function readable({ text, headers }: Reply): string {
  const file = /"contentBase64":"([^"]+)"/.exec(text);
  return `${text}\n${headers}\n${file ? Buffer.from(file[1]!, "base64").toString("utf8") : ""}`;
}
