import type { InputOf, OutputOf } from "../../../api/operations";
import { centsOf } from "../../../format/money";

export type Statement = OutputOf<"portal.statements.show">;
export type Line = Statement["lines"][number];

/** A line that the party has and the statement lacks. */
export interface Extra {
  documentNumber: string;
  amount: string;
}

/** The party's own figures as typed: by line number its amount, "" where the party has no such line, and lines of its own. */
export interface Figures {
  amounts: Record<string, string>;
  extras: Extra[];
}

export const NO_FIGURES: Figures = { amounts: {}, extras: [] };

/** How many figures differ from ours. */
export const differing = ({ amounts, extras }: Figures): number =>
  Object.keys(amounts).length + extras.length;

/** What was typed and is no amount, or lacks its document. */
export const isFaulty = ({ amounts, extras }: Figures): boolean =>
  Object.values(amounts).some((text) => text !== "" && centsOf(text) === null) ||
  extras.some(
    ({ documentNumber, amount }) => documentNumber.trim() === "" || centsOf(amount) === null,
  );

/** What the party's closing comes to with these figures. */
export function closingOf({ openingCents, lines }: Statement, figures: Figures): number {
  const ours = lines.reduce((sum, line) => sum + (theirCents(line, figures) ?? 0), openingCents);
  return figures.extras.reduce((sum, { amount }) => sum + (centsOf(amount) ?? 0), ours);
}

/** Null: the party has no such line. */
function theirCents({ lineNo, amountCents }: Line, { amounts }: Figures): number | null {
  const typed = amounts[String(lineNo)];
  return typed === undefined ? amountCents : typed === "" ? null : centsOf(typed);
}

/** The party's whole account as the server compares it: our lines where they agree, its own where they do not. */
export function figuresOf(
  statement: Statement,
  figures: Figures,
): Omit<InputOf<"portal.statements.dispute">, "statementId"> {
  const kept = statement.lines.flatMap((line) => {
    const amountCents = theirCents(line, figures);
    if (amountCents === null || line.documentNumber === "") return [];
    const same = amountCents === line.amountCents;
    return [
      {
        documentNumber: line.documentNumber,
        datedOn: line.datedOn,
        amountCents,
        ...(same && line.quantity !== null ? { quantity: line.quantity } : {}),
        ...(same && line.unitPrice !== null ? { unitPrice: line.unitPrice } : {}),
      },
    ];
  });
  const own = figures.extras.map(({ documentNumber, amount }) => ({
    documentNumber,
    amountCents: centsOf(amount) ?? 0,
  }));
  return { closingCents: closingOf(statement, figures), lines: [...kept, ...own] };
}
