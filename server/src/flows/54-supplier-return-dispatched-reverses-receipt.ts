import { exact } from "@quanlian/shared/domain";
import { supplierReturnDispatched } from "../chain/purchases";
import { creditLines } from "../chain/settlements";
import { defineFlow } from "../kernel/events";
import { NONE, returnAccrued } from "../ledgers/inventory";

/**
 * What has gone back is not to be paid: what its supplier charged for it is taken back, to the cent, and the goods leave stock. Whoever
 * needs them has been planned for by the inspection that failed them; what was still free is less from now on.
 */
export const supplierReturnDispatchedReversesReceipt = defineFlow(
  supplierReturnDispatched,
  async (tx, fact) => {
    const { supplierReturnId, number, supplierId, goodsReceiptId, returnedOn, lines } =
      fact.payload;
    const { ownerId, departmentId } = fact.payload;
    const document = {
      ...{ side: "payable" as const, kind: "return" as const, partyId: supplierId, ownerId },
      ...{ departmentId, sourceType: "supplier_return", sourceId: supplierReturnId, number },
      ...{ chargedOn: returnedOn, stages: null },
    };
    const credited = await creditLines(
      tx,
      fact.id,
      document,
      { sourceType: "goods_receipt", sourceId: goodsReceiptId },
      lines.map((line) => ({
        ...{ lineId: line.lineId, chargedLineId: line.receiptLineId },
        ...{ quantity: exact(line.quantity), of: exact(line.received) },
      })),
    );
    const cause = {
      ...{ factId: fact.id, effect: "return", reason: null, occurredOn: returnedOn },
      ...{ sourceType: "supplier_return", sourceId: supplierReturnId },
    };
    await returnAccrued(
      tx,
      cause,
      supplierId,
      lines.map(({ lineId, receiptLineId, serials, ...line }) => ({
        ...{ lineId, receiptLineId, serials, creditedCents: credited.get(lineId)! },
        ...{ quantity: exact(line.quantity), catchQuantity: exact(line.catchQuantity) },
        key: {
          ...{ itemId: line.itemId, warehouseId: line.warehouseId, locationId: line.locationId },
          ...{ lotId: line.lotId, ownerPartyId: NONE, status: line.status },
        },
      })),
    );

    tx.enqueue("supplierReturn.dispatched", { supplierReturnId, number, supplierId });
  },
);
