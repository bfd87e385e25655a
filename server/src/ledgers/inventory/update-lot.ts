import type { InputOf, lotsContract } from "@quanlian/shared/contract";
import type { Ctx } from "../../kernel/access";
import { assignNamed, loadForUpdate, saveChanges, transact } from "../../kernel/db";
import { StockLot } from "./inventory.model";
import { findLot } from "./lot.queries";
import { lotPolicy } from "./lot.resource";

/** Corrects a lot's days or its supplier's number. What it is called and of which item it is stay. */
export function updateLot(ctx: Ctx, input: InputOf<(typeof lotsContract)["lots.update"]>) {
  return transact(ctx, async (tx) => {
    const { lotId, revision, ...fields } = input;
    const lot = await loadForUpdate(tx, StockLot, lotPolicy, "lots.update", lotId);
    tx.authorize("lots.update", lotPolicy, {});
    lot.expectRevision(revision);
    assignNamed(lot, fields);
    await saveChanges(tx, lot, { type: "lot", id: lotId, number: lot.number });
    return findLot(tx, lotId);
  });
}
