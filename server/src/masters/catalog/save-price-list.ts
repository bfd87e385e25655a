import type {
  InputOf,
  PriceList as PriceListAnswer,
  pricesContract,
} from "@quanlian/shared/contract";
import type { Day } from "@quanlian/shared/domain";
import type { Ctx } from "../../kernel/access";
import {
  assignNamed,
  insertRow,
  loadForUpdate,
  refusingDuplicates,
  saveChanges,
  transact,
  type Tx,
} from "../../kernel/db";
import { Faults } from "../../kernel/errors";
import { PriceList } from "./price.model";
import { priceListPolicy } from "./price.policy";
import { presentPriceList } from "./price.present";
import { findPriceList } from "./price.queries";

type Input<N extends keyof typeof pricesContract> = InputOf<(typeof pricesContract)[N]>;

const KEYS = { uq_price_lists_code: "code", uq_price_lists_default: "isDefault" };

/** Adds a price list. A new default takes the place of the former. */
export function createPriceList(
  ctx: Ctx,
  input: Input<"priceLists.create">,
): Promise<PriceListAnswer> {
  return transact(ctx, async (tx) => {
    const faults = new Faults(tx.language);
    const sql = "SELECT k.id FROM price_lists k WHERE k.tenant_id = :tenant AND k.code = :code";
    if (await tx.row(sql, { code: input.code })) faults.taken(["code"], input.code);
    checkPeriod(faults, input);
    faults.refuse();

    if (input.isDefault) await stepBack(tx);
    const id = tx.newId();
    const period = { validFrom: dayOrNull(input.validFrom), validTo: dayOrNull(input.validTo) };
    await refusingDuplicates(KEYS, () => insertRow(tx, PriceList, { ...input, ...period, id }));
    tx.record({ type: "priceList", id, number: input.code, before: null, after: input });
    return presentPriceList(tx, await findPriceList(tx, id));
  });
}

/** Changes the named fields of a price list. One out of use stays with its customers, who pay what the default list says. */
export function updatePriceList(
  ctx: Ctx,
  input: Input<"priceLists.update">,
): Promise<PriceListAnswer> {
  return transact(ctx, async (tx) => {
    const { priceListId, revision, ...fields } = input;
    const permission = "priceLists.update";
    const list = await loadForUpdate(tx, PriceList, priceListPolicy, permission, priceListId);
    list.expectRevision(revision);
    const faults = new Faults(tx.language);
    checkPeriod(faults, {
      validFrom: fields.validFrom === undefined ? list.validFrom : fields.validFrom,
      validTo: fields.validTo === undefined ? list.validTo : fields.validTo,
    });
    const isDefault = fields.isDefault ?? list.isDefault;
    if (isDefault && !(fields.isActive ?? list.isActive)) {
      faults.add(["isActive"], "issue.default_in_use");
    }
    faults.refuse();

    if (fields.isDefault && !list.isDefault) await stepBack(tx);
    assignNamed(list, fields);
    const about = { type: "priceList", id: list.id, number: list.code };
    await refusingDuplicates(KEYS, () => saveChanges(tx, list, about));
    return presentPriceList(tx, await findPriceList(tx, list.id));
  });
}

interface Period {
  validFrom?: string | null | undefined;
  validTo?: string | null | undefined;
}

/** Nothing is in force before it begins. */
export function checkPeriod(
  faults: Faults,
  { validFrom, validTo }: Period,
  path: (string | number)[] = [],
): void {
  if (validFrom && validTo && validTo < validFrom) faults.add([...path, "validTo"], "issue.period");
}

/** The contract has checked it: it is a day. */
const dayOrNull = (typed: string | null | undefined) => (typed ?? null) as Day | null;

/** The former default makes room; whoever has read it must read again before changing it. */
const stepBack = (tx: Tx) =>
  tx.write(
    `UPDATE price_lists k SET k.is_default = 0, k.revision = k.revision + 1, k.updated_at = :now
     WHERE k.tenant_id = :tenant AND k.is_default = 1`,
    { now: tx.now },
  );
