import { call } from "./call";
import { failureOf } from "./failure";
import { keep, readKept } from "./kept";
import type { InputOf, WriteName } from "./operations";

/** A write that could not reach the server, with the key that keeps it from counting twice. */
export interface Unsent {
  key: string;
  operation: WriteName;
  input: unknown;
  /** What it is, in the reader's words. */
  title: string;
  /** Why the server would not have it when it got there; null while it waits. */
  refusal: string | null;
}

/** More than a person does before looking. */
const MOST = 20;
const LIST = "unsent";

export const readUnsent = (): Unsent[] => readKept<Unsent[]>(LIST, "list") ?? [];

function write(list: readonly Unsent[]): void {
  keep(LIST, "list", list.slice(-MOST));
  watchers.forEach((watch) => watch());
}

export function addUnsent(one: Unsent): void {
  write([...readUnsent().filter(({ key }) => key !== one.key), one]);
}

export function dropUnsent(key: string): void {
  write(readUnsent().filter((one) => one.key !== key));
}

const watchers = new Set<() => void>();

/** Calls back at each change of the list, until the answer is called. */
export function watchUnsent(watch: () => void): () => void {
  watchers.add(watch);
  return () => void watchers.delete(watch);
}

let sending = false;

/** Sends what waits, the oldest first, until one does not arrive. What is refused stays, with the reason. */
export async function sendUnsent(): Promise<void> {
  if (sending) return;
  sending = true;
  try {
    for (const one of readUnsent().filter(({ refusal }) => refusal === null)) {
      if (!(await sent(one))) break;
    }
  } finally {
    sending = false;
  }
}

async function sent(one: Unsent): Promise<boolean> {
  try {
    await call(one.operation, one.input as InputOf<WriteName>, one.key);
    dropUnsent(one.key);
    return true;
  } catch (error) {
    const { kind, message } = failureOf(error);
    if (kind === "offline") return false;
    addUnsent({ ...one, refusal: message });
    return true;
  }
}
