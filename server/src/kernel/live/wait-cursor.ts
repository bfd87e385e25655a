import { refuse } from "../errors";
import { compareIds, type Id } from "../ids/id";

/**
 * Where a long poll stands: everything up to `fromId` is settled, and of what came after it, `seen` was told. A single
 * last id would lose changes whose transaction took its ids early and committed late.
 */
export interface WaitCursor {
  fromId: Id;
  seen: ReadonlySet<Id>;
}

/** More than so many in the open window are not worth remembering: the client re-reads everything instead. */
export const MOST_SEEN = 800;

const ID = /^\d{1,19}$/;
const STEP = /^[0-9a-z]{1,13}$/;

/** As text: base64url of the first id, and of each seen one its distance from it. */
export function writeCursor({ fromId, seen }: WaitCursor): string {
  const steps = [...seen].map((id) => (BigInt(id) - BigInt(fromId)).toString(36));
  return Buffer.from([fromId, ...steps].join(",")).toString("base64url");
}

/** @throws Refusal list.bad_cursor */
export function readCursor(text: string): WaitCursor {
  const [fromId = "", ...steps] = Buffer.from(text, "base64url").toString("latin1").split(",");
  const good = ID.test(fromId) && steps.length <= MOST_SEEN && steps.every((s) => STEP.test(s));
  if (!good) refuse("list.bad_cursor");
  return {
    fromId,
    seen: new Set(steps.map((step) => (BigInt(fromId) + inBase36(step)).toString())),
  };
}

function inBase36(text: string): bigint {
  let value = 0n;
  for (const digit of text) value = value * 36n + BigInt(Number.parseInt(digit, 36));
  return value;
}

/** The cursor after `told` were told: what is older than `settled` needs not be remembered any more. */
export function advance(cursor: WaitCursor, told: readonly Id[], settled: Id): WaitCursor {
  const fromId = compareIds(settled, cursor.fromId) > 0 ? settled : cursor.fromId;
  const open = [...cursor.seen, ...told].filter((id) => compareIds(id, fromId) > 0);
  return { fromId, seen: new Set(open) };
}
