import { z } from "zod";
import { read, type Contract } from "./operation";

/** What waits for a party's answer: one card for each question. */

export const todoKinds = [
  "quote",
  "delivery",
  "statement",
  "signature",
  "purchase_order",
  "rfq",
  "shipping",
] as const;

const todoCard = z.object({
  kind: z.enum(todoKinds),
  /** The document that asks. */
  id: z.string(),
  number: z.string(),
  /** What its first line is about; of a statement nothing. */
  title: z.string(),
  lineCount: z.int(),
  amountCents: z.int().nullable(),
  /** Of a statement: what the party says it comes to, where it has said. */
  theirCents: z.int().nullable(),
  carrier: z.string(),
  /** Of a statement: what is agreed to, so that the answer can be given on the card. */
  hash: z.string().nullable(),
  /** The last day for an answer, or the day that was promised. */
  dueOn: z.string().nullable(),
  /** When the question came. */
  since: z.string(),
});
export type TodoCard = z.output<typeof todoCard>;

export const portalTodoContract = {
  "portal.todo.list": read({
    summary:
      "What waits for a party's answer: what is due comes first, then the newest; each with what its answer needs.",
    actors: ["customer", "supplier"],
    permission: null,
    function: "core",
    input: z.strictObject({}),
    output: z.object({ today: z.string(), rows: z.array(todoCard) }),
    subject: { type: "quote", list: true },
  }),
} as const satisfies Contract;
