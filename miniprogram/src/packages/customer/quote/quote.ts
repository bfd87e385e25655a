import type { OutputOf } from "../../../api/operations";

export type Quote = OutputOf<"portal.quotes.show">;
export type Line = Quote["lines"][number];

/** What the reader means to answer, line by line; 0 is no, another number is the quantity break that is taken. */
export type Answers = Record<string, number>;
