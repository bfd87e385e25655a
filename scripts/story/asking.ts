import type { PurchaseOrderView, RfqView } from "@quanlian/shared/contract";
import { addDays, cents, toYuanText } from "@quanlian/shared/domain";
import { refusalOf, type Desk } from "../demo/desk";
import { admitContact } from "./cast";
import type { Scene } from "./set-scene";
import { expectThat } from "./teller";

/**
 * What the plan asks for is asked of two suppliers. Neither learns of the other, and nobody of us reads an answer before all are
 * in; then they are compared on one footing, and the winner has an order that nobody typed.
 */
export async function ask(scene: Scene, supplier: Desk): Promise<PurchaseOrderView> {
  const rival = await letRivalIn(scene);
  const rfq = await askBoth(scene, rival.partyId);
  await answer(scene, supplier, rival.desk, rfq);
  return award(scene, rfq);
}

async function letRivalIn({ send, cast, run }: Scene): Promise<{ partyId: string; desk: Desk }> {
  const party = await cast.buyer.call("parties.create", {
    ...{ code: "G2", name: "温岭铸源五金厂", isSupplier: true },
  });
  const contact = await cast.buyer.call("contacts.create", { partyId: party.id, name: "郑铸" });
  const invited = { contactId: contact.id, kind: "supplier" as const, place: 92 };
  return { partyId: party.id, desk: await admitContact(send, cast.buyer, invited, run) };
}

function askBoth({ teller, cast, parties, today }: Scene, rivalId: string): Promise<RfqView> {
  return teller.step(
    "采购员把请购池发给两家供应商询价:询价期间没有人能买同一行 · the pool is asked of two suppliers; nobody buys its lines meanwhile",
    async (tell) => {
      const { rows } = await cast.buyer.call("requisitionLines.list", {
        filter: { state: { eq: "open" } },
      });
      const lines = rows.map(({ id }) => ({ requisitionLineId: id }));
      const draft = await cast.buyer.call("rfqs.create", {
        answerBy: `${addDays(today, 3)}T10:00:00.000Z`,
        ...{ supplierIds: [parties.supplier.id, rivalId], lines },
      });
      const bought = { supplierId: rivalId, lines };
      await refusalOf(cast.buyer.call("purchaseOrders.create", bought), "purchase.line_taken");
      const { id: rfqId, revision } = draft;
      const sent = await cast.buyer.call("rfqs.send", { rfqId, revision });
      tell.document(sent.number);
      tell.fact("lines", sent.lines.length);
      tell.fact("suppliers", sent.invitations.length);
      return sent;
    },
  );
}

async function answer(
  { teller, cast }: Scene,
  supplier: Desk,
  rival: Desk,
  { id: rfqId, number }: RfqView,
): Promise<void> {
  await teller.step(
    "两家在门户报价,互相看不到;截止前我方也看不到 · both answer in the portal; sealed from each other, and from us until it closes",
    async () => {
      const offer = async (desk: Desk, unitPrice: string, freightCents: number) => {
        const { rows } = await desk.call("portal.rfqs.list", {});
        const own = rows.find((row) => row.number === number)!;
        const { lines } = await desk.call("portal.rfqs.show", { invitationId: own.id });
        return desk.call("portal.rfqs.answer", {
          ...{ invitationId: own.id, freightCents },
          lines: lines.map(({ id }) => ({
            ...{ lineId: id, leadTimeDays: 5 },
            breaks: [{ minQuantity: "1", unitPrice }],
          })),
        });
      };
      const theirs = await offer(rival, "5.60", 20_000);
      const { rows } = await supplier.call("portal.rfqs.list", {});
      await refusalOf(
        supplier.call("portal.rfqs.show", { invitationId: theirs.id }),
        "record.not_found",
      );
      expectThat(rows.length === 1, "he sees what he is asked himself", rows.length);
      await offer(supplier, "5.65", 0);
      await refusalOf(cast.buyer.call("rfqs.compare", { rfqId }), "rfq.sealed");
    },
  );
}

function award({ teller, cast, parties }: Scene, rfq: RfqView): Promise<PurchaseOrderView> {
  return teller.step(
    "截止后比价:折算税、运费后最低者中标,订单自动生成 · compared with tax and freight; the winner's order needs no typing",
    async (tell) => {
      const rfqId = rfq.id;
      const { revision } = await cast.buyer.call("rfqs.show", { rfqId });
      const closed = await cast.buyer.call("rfqs.close", { rfqId, revision });
      const { lines, suppliers } = await cast.buyer.call("rfqs.compare", { rfqId });
      for (const { supplierName, landedCents } of suppliers)
        tell.line(`${supplierName} ${toYuanText(cents(landedCents!))}`);
      const best = lines.map(({ id, offers }) => ({
        lineId: id,
        offer: offers.find((o) => o.best)!,
      }));
      expectThat(
        best.every(({ offer }) => offer.supplierId === parties.supplier.id),
        "with freight the dearer price is the better offer",
      );
      const awards = best.map(({ lineId, offer: { invitationId } }) => ({ lineId, invitationId }));
      await cast.buyer.call("rfqs.award", { rfqId, revision: closed.revision, awards });
      const after = await cast.buyer.call("rfqs.compare", { rfqId });
      const won = after.suppliers.find(({ supplierId }) => supplierId === parties.supplier.id)!;
      const purchaseOrderId = won.purchaseOrderId!;
      const order = await cast.buyer.call("purchaseOrders.show", { purchaseOrderId });
      tell.document(order.number);
      tell.fact("lines", order.lines.length);
      expectThat(order.state === "draft", "the winner's order is drafted", order.state);
      return order;
    },
  );
}
