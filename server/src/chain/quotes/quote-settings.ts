import type { InputOf, QuoteSettings, quoteSettingsContract } from "@quanlian/shared/contract";
import { exact, toDecimalText } from "@quanlian/shared/domain";
import { defineRowPolicy, type Ctx } from "../../kernel/access";
import {
  assignNamed,
  insertRow,
  loadForUpdate,
  refusingDuplicates,
  saveChanges,
  transact,
} from "../../kernel/db";
import { refuse } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { QuoteSettingsRow } from "./quote.model";

const policy = defineRowPolicy("quoteSettings");

/** Until a company says otherwise: nothing goes below its cost unseen, an offer stands for 15 days, a person confirms. */
const DEFAULTS: Omit<QuoteSettings, "revision"> = {
  marginFloor: "0",
  levelFloors: [],
  validityDays: 15,
  onAcceptance: "draft",
};

interface SettingsRow extends Omit<QuoteSettings, "levelFloors"> {
  id: Id;
  levelFloors: string;
}

const readRow = (ctx: Ctx) =>
  ctx.row<SettingsRow>(
    `SELECT s.id, s.revision, s.margin_floor AS marginFloor, s.level_floors AS levelFloors,
       s.validity_days AS validityDays, s.on_acceptance AS onAcceptance
     FROM quote_settings s WHERE s.tenant_id = :tenant`,
  );

/** How the company quotes; revision 0 while the defaults hold. On the books: who asks needs no right of his own. */
export async function readQuoteSettings(ctx: Ctx): Promise<QuoteSettings> {
  const row = await readRow(ctx);
  if (!row) return { revision: 0, ...DEFAULTS };
  const { revision, marginFloor, validityDays, onAcceptance } = row;
  return {
    ...{ revision, validityDays, onAcceptance },
    marginFloor: marginFloor === null ? null : toDecimalText(exact(marginFloor)),
    levelFloors: JSON.parse(row.levelFloors) as QuoteSettings["levelFloors"],
  };
}

/** Changes how the company quotes. What was sent before keeps what it was sent with. */
export function updateQuoteSettings(
  ctx: Ctx,
  { revision, ...fields }: InputOf<(typeof quoteSettingsContract)["quoteSettings.update"]>,
): Promise<QuoteSettings> {
  return transact(ctx, async (tx) => {
    const row = await readRow(tx);
    if (!row) {
      if (revision !== 0) refuse("revision.stale", { expected: revision, current: 0 });
      const id = tx.newId();
      const { marginFloor = DEFAULTS.marginFloor, levelFloors = [], ...rest } = fields;
      const settings = { ...DEFAULTS, ...rest, marginFloor, levelFloors };
      await refusingDuplicates({ uq_quote_settings_tenant: "revision" }, () =>
        insertRow(tx, QuoteSettingsRow, { id, ...settings }),
      );
      tx.record({ type: "quoteSettings", id, before: null, after: { ...settings } });
      return readQuoteSettings(tx);
    }
    const found = await loadForUpdate(tx, QuoteSettingsRow, policy, "quoteSettings.update", row.id);
    found.expectRevision(revision);
    assignNamed(found, fields);
    await saveChanges(tx, found, { type: "quoteSettings", id: found.id });
    return readQuoteSettings(tx);
  });
}
