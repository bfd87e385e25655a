import type { Ctx } from "../access/ctx";
import type { Tx } from "../db/tx";
import { assert } from "../errors";
import type { Id } from "../ids/id";

/** A message as its subscriber gets it. */
export interface Message<T = Record<string, unknown>> {
  /** The same at every delivery: the idempotency key for whatever the handler asks of the outside world. */
  readonly id: Id;
  readonly topic: string;
  readonly payload: T;
  /** 1 at the first delivery. */
  readonly attempt: number;
}

/**
 * Who acts on a topic.
 *
 * - `books`: touches the database alone; runs in the transaction that marks the message, so it happens exactly once
 * - `outside`: reaches beyond the database, outside any transaction, at least once; the message's id is the key by which
 *   the other side knows a repetition
 */
export type Subscriber =
  | { kind: "books"; topic: string; handle: (tx: Tx, message: Message) => Promise<void> }
  | { kind: "outside"; topic: string; handle: (ctx: Ctx, message: Message) => Promise<void> };

/** Declares what the database does about a topic: exactly once, in one transaction with the message's mark. */
export function onMessage<T>(
  topic: string,
  handle: (tx: Tx, message: Message<T>) => Promise<void>,
): Subscriber {
  return { kind: "books", topic, handle: handle as (tx: Tx, message: Message) => Promise<void> };
}

/** Declares what happens outside about a topic: at least once, so the other side must be given `message.id`. */
export function onMessageOutside<T>(
  topic: string,
  handle: (ctx: Ctx, message: Message<T>) => Promise<void>,
): Subscriber {
  return {
    kind: "outside",
    topic,
    handle: handle as (ctx: Ctx, message: Message) => Promise<void>,
  };
}

const subscribers = new Map<string, Subscriber>();

/**
 * Plugs the subscribers in, once, at the start. A topic has one: two effects need two messages, so that the failure of
 * one repeats nothing of the other.
 */
export function installSubscribers(all: readonly Subscriber[]): void {
  subscribers.clear();
  for (const subscriber of all) {
    assert(!subscribers.has(subscriber.topic), `two subscribers for ${subscriber.topic}`);
    subscribers.set(subscriber.topic, subscriber);
  }
}

export const subscriberOf = (topic: string): Subscriber | undefined => subscribers.get(topic);
