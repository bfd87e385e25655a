import { useCallback, useEffect, useRef, useState } from "react";
import { useDidShow, usePullDownRefresh } from "@tarojs/taro";
import { endPull } from "../platform";
import { call } from "./call";
import { failureOf, type Failure } from "./failure";
import { keep, readKept } from "./kept";
import type { InputOf, OutputOf, ReadName } from "./operations";
import { readSession } from "./session";
import { watchUnsent } from "./unsent";

/** An answer of the server as a page shows it. */
export interface Reading<T> {
  /** Null while nothing is there to show. */
  data: T | null;
  /** Why the newest attempt failed; what is shown may be older. */
  failure: Failure | null;
  /** When what is shown was read, in milliseconds. */
  readAt: number;
  reload: () => Promise<void>;
  /** Puts in what a write has answered, so that the page need not ask again. */
  put: (data: T) => void;
}

interface Kept<T> {
  data: T;
  readAt: number;
}

/**
 * Reads when the page opens, whenever it is shown again and when it is pulled down. What was read before is shown at once
 * and stays while the network is weak; a refusal takes its place.
 */
export function useRead<Name extends ReadName>(
  operation: Name,
  input: InputOf<Name>,
): Reading<OutputOf<Name>> {
  const name = `${operation}:${JSON.stringify(input)}`;
  const [shown, setShown] = useState<Kept<OutputOf<Name>> | null>(() => readKept("answer", name));
  const [failure, setFailure] = useState<Failure | null>(null);
  const newest = useRef(0);

  const put = useCallback(
    (data: OutputOf<Name>) => {
      const kept = { data, readAt: Date.now() };
      newest.current += 1;
      setShown(kept);
      setFailure(null);
      keep("answer", name, kept);
    },
    [name],
  );
  const reload = useCallback(async () => {
    // Whoever is not signed in is on the way to the door.
    if (readSession() === null) return;
    newest.current += 1;
    const mine = newest.current;
    try {
      const data = await call(operation, JSON.parse(name.slice(operation.length + 1)));
      if (newest.current === mine) put(data);
    } catch (error) {
      if (newest.current !== mine) return;
      const why = failureOf(error);
      if (why.kind === "refused") setShown(null);
      setFailure(why);
    }
  }, [operation, name, put]);

  useEffect(() => void reload(), [reload]);
  useEffect(() => watchUnsent(() => void reload()), [reload]);
  useShownAgain(reload);
  usePullDownRefresh(() => void reload().finally(endPull));
  return {
    data: shown?.data ?? null,
    failure,
    readAt: shown?.readAt ?? 0,
    reload,
    put,
  };
}

/** The first showing is the opening, which has read already. */
function useShownAgain(reload: () => Promise<void>): void {
  const opened = useRef(false);
  useDidShow(() => {
    if (opened.current) void reload();
    opened.current = true;
  });
}
