import { useCallback, useRef, useState } from "react";
import { call } from "./call";
import { failureOf, type Failure } from "./failure";
import { newKey } from "./new-key";
import type { InputOf, OutputOf, WriteName } from "./operations";
import { addUnsent, dropUnsent } from "./unsent";

export interface Acting<Name extends WriteName> {
  act: (input: InputOf<Name>) => Promise<OutputOf<Name> | null>;
  busy: boolean;
  failure: Failure | null;
}

/**
 * Does something once. The same thing asked again carries the same key until the server has answered, so that a lost answer
 * and a second tap cannot count twice. What does not arrive waits on the device and is sent when the network is back.
 */
export function useAct<Name extends WriteName>(
  operation: Name,
  options: { title: string; onDone?: (output: OutputOf<Name>) => void },
): Acting<Name> {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const asked = useRef<{ body: string; key: string } | null>(null);
  const running = useRef(false);
  const { title, onDone } = options;

  const act = useCallback(
    async (input: InputOf<Name>) => {
      if (running.current) return null;
      const body = JSON.stringify(input);
      if (asked.current?.body !== body) asked.current = { body, key: newKey() };
      const { key } = asked.current;
      running.current = true;
      setBusy(true);
      setFailure(null);
      try {
        const output = await call(operation, input, key);
        asked.current = null;
        dropUnsent(key);
        onDone?.(output);
        return output;
      } catch (error) {
        const why = failureOf(error);
        if (why.kind === "offline") addUnsent({ key, operation, input, title, refusal: null });
        else asked.current = null;
        setFailure(why);
        return null;
      } finally {
        running.current = false;
        setBusy(false);
      }
    },
    [operation, title, onDone],
  );
  return { act, busy, failure };
}
