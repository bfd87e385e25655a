import { addDays, type Day } from "@quanlian/shared/domain";
import { items } from "./factory/items";
import { customerContact, supplierContact } from "./factory/people";
import { deskIn, type Team } from "./open-company";
import type { Factory } from "./set-up-factory";
import type { TurningClock } from "./turning-clock";

interface Scene {
  team: Team;
  factory: Factory;
  clock: TurningClock;
  on: Day;
}

/**
 * The last evening of the history: the customer and the supplier who work in the portal each find something there that waits for
 * their answer, as they would on any morning.
 */
export async function leaveWaiting(scene: Scene): Promise<void> {
  scene.clock.turnTo(scene.on, 17, 0);
  await offerAgain(scene);
  await deliver(scene);
  await drawStatement(scene);
  await orderByHand(scene);
  await askForPrices(scene);
}

const partyId = ({ factory }: Scene, code: string) => factory.parties.get(code)!.id;

/** Two quantities of what the customer buys anyway, a third on top. */
async function offerAgain(scene: Scene): Promise<void> {
  const sales = deskIn(scene.team, "sales1");
  const [first, second] = items.filter(({ home, isCustom }) => home === "FG" && !isCustom);
  const line = (item: typeof first, quantities: string[]) => ({
    ...{ mode: "standard" as const, itemId: scene.factory.items.get(item!.code)!.id },
    deliveryDays: 20,
    breaks: quantities.map((quantity) => ({ quantity, unitPrice: item!.price ?? "60" })),
  });
  const draft = await sales.call("quotes.create", {
    ...{ customerId: partyId(scene, customerContact.party), title: "下季度备货" },
    requestedOn: addDays(scene.on, 35),
    lines: [line(first, ["200", "500"]), line(second, ["100"])],
  });
  await sales.call("quotes.send", { quoteId: draft.id, revision: draft.revision });
}

/** What is held for the customer leaves today, as far as anything is. */
async function deliver(scene: Scene): Promise<void> {
  const warehouse = deskIn(scene.team, "warehouse");
  const customerId = partyId(scene, customerContact.party);
  const { rows } = await warehouse.call("shipments.ready", { customerId });
  const ready = rows.slice(0, 3);
  if (ready.length === 0) return;
  const { id: shipmentId, revision } = await warehouse.call("shipments.create", {
    ...{ customerId, carrier: "德邦快递" },
    lines: ready.map(({ orderLineId, ready: quantity }) => ({ orderLineId, quantity })),
  });
  const picked = await warehouse.call("shipments.pick", { shipmentId, revision });
  const gone = { shipmentId, revision: picked.revision, waybill: `DPK${shipmentId.slice(-10)}` };
  await warehouse.call("shipments.dispatch", gone);
}

async function drawStatement(scene: Scene): Promise<void> {
  const finance = deskIn(scene.team, "finance");
  const { id: statementId, revision } = await finance.call("statements.create", {
    ...{ partyId: partyId(scene, customerContact.party), side: "receivable" as const },
    endsOn: scene.on,
  });
  await finance.call("statements.send", { statementId, revision });
}

/** What the supplier sells, at the price that it has cost so far. */
const soldBy = (code: string) => items.filter(({ supplier }) => supplier === code).slice(0, 2);

async function orderByHand(scene: Scene): Promise<void> {
  const buyer = deskIn(scene.team, "buyer");
  const lines = soldBy(supplierContact.party).map(({ code, cost }) => ({
    ...{ itemId: scene.factory.items.get(code)!.id, quantity: "100", unitPrice: cost },
    dueOn: addDays(scene.on, 12),
  }));
  const supplierId = partyId(scene, supplierContact.party);
  const { id: purchaseOrderId, revision } = await buyer.call("purchaseOrders.create", {
    ...{ supplierId, lines },
  });
  await buyer.call("purchaseOrders.issue", { purchaseOrderId, revision });
}

/** Two suppliers are asked for the same goods, until the day after tomorrow. */
async function askForPrices(scene: Scene): Promise<void> {
  const buyer = deskIn(scene.team, "buyer");
  const lines = soldBy(supplierContact.party).map(({ code }) => ({
    ...{ itemId: scene.factory.items.get(code)!.id, quantity: "600" },
    dueOn: addDays(scene.on, 30),
  }));
  const { id: rfqId, revision } = await buyer.call("rfqs.create", {
    answerBy: `${addDays(scene.on, 3)}T09:00:00.000Z`,
    supplierIds: [supplierContact.party, "S02"].map((code) => partyId(scene, code)),
    ...{ note: "请含税报价,注明交期。", lines },
  });
  await buyer.call("rfqs.send", { rfqId, revision });
}
