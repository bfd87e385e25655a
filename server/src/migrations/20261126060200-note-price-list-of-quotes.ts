import { migration } from "../kernel/db";

/** Which price list a quoted price was taken from; empty for one that was typed. */
export const notePriceListOfQuotes = migration(
  "20261126060200-note-price-list-of-quotes",
  "expand",
  [`ALTER TABLE quote_breaks ADD COLUMN IF NOT EXISTS price_list_code VARCHAR(64) NULL`],
);
