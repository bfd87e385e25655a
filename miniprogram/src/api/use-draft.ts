import { useCallback, useState } from "react";
import { forget, keep, readKept } from "./kept";

/** What is being typed on a page. It is kept with each stroke and is there again until it is sent. */
export function useDraft<T extends object>(
  name: string,
  initial: T,
): [T, (change: Partial<T>) => void, () => void] {
  const [typed, setTyped] = useState<T>(() => ({
    ...initial,
    ...readKept<Partial<T>>("draft", name),
  }));
  const change = useCallback(
    (part: Partial<T>) =>
      setTyped((before) => {
        const after = { ...before, ...part };
        keep("draft", name, after);
        return after;
      }),
    [name],
  );
  const drop = useCallback(() => forget("draft", name), [name]);
  return [typed, change, drop];
}
