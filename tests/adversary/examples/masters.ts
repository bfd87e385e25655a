import { nextNumber } from "../../support/given";
import {
  makeBom,
  makeCalendar,
  makeItem,
  makeLocation,
  makeParty,
  makeShift,
  makeWarehouse,
  makeWorkCenter,
  type Holder,
} from "../holder";
import {
  of,
  nothing,
  code,
  fresh,
  shown,
  onlyId,
  list,
  exported,
  contact,
  type Examples,
} from "./example";

/** A customer of the holder's own. */
const party = (h: Holder) => makeParty(h, { isCustomer: true });

const newItem = (h: Holder) => makeItem(h, "buy");

/** Parties, the plant and the catalog. */
export const mastersExamples: Examples = {
  "parties.list": list((h) => h.mark, "name"),
  "parties.count": list((h) => h.mark, "name"),
  "parties.export": exported(),
  "parties.show": shown("partyId", (h) => h.customer.id),
  "parties.create": (h) =>
    of({
      code: code(h),
      name: h.mark,
      isCustomer: true,
      ownerId: h.owner.userId,
      paymentTermId: h.termId,
    }),
  "parties.update": fresh("partyId", party, (h) => ({
    ownerId: h.owner.userId,
    paymentTermId: h.termId,
  })),
  "parties.hold": fresh("partyId", party, () => ({ reason: "x" })),
  "parties.release": async (h) => {
    const { id, revision } = await party(h);
    const held = await h.call("parties.hold", { partyId: id, revision, reason: h.mark });
    return of({ partyId: id, revision: held.revision });
  },
  "parties.revokeInvitation": async (h) => {
    const { id: contactId } = await contact(h);
    await h.call("parties.inviteContact", { contactId, kind: "customer" });
    return of({ contactId });
  },
  "parties.inviteContact": fresh("contactId", onlyId(contact), () => ({ kind: "customer" })),
  "contacts.create": fresh("partyId", onlyId(party), (h) => ({ name: h.mark })),
  "contacts.update": fresh("contactId", contact, (h) => ({ name: h.mark })),
  "paymentTerms.list": nothing,
  "paymentTerms.create": (h) => of({ code: code(h), name: h.tenantMark, kind: "cod" }),

  "warehouses.list": nothing,
  "warehouses.create": (h) => of({ code: code(h), name: h.tenantMark }),
  "warehouses.update": fresh("warehouseId", makeWarehouse, (h) => ({ name: h.tenantMark })),
  "locations.list": shown("warehouseId", (h) => h.warehouseId),
  "locations.create": (h) =>
    of({ code: code(h), warehouseId: h.warehouseId, kind: "supplier", partyId: h.supplier.id }),
  "locations.update": fresh("locationId", makeLocation, (h) => ({
    kind: "supplier",
    partyId: h.supplier.id,
  })),
  "workCenters.list": nothing,
  "workCenters.create": async (h) =>
    of({ code: code(h), name: "x", minutesPerDay: 480, calendarId: (await makeCalendar(h)).id }),
  "workCenters.update": async (h) => {
    const { id, revision } = await makeWorkCenter(h);
    return of({ workCenterId: id, revision, calendarId: (await makeCalendar(h)).id });
  },
  "calendars.list": nothing,
  "calendars.create": async (h) =>
    of({ code: code(h), name: "x", shifts: [{ weekday: 1, shiftId: (await makeShift(h)).id }] }),
  "calendars.addDays": fresh("calendarId", makeCalendar, () => ({
    days: [{ from: "2027-02-05", to: "2027-02-11", works: false, name: "春节" }],
  })),
  "shifts.list": nothing,
  "shifts.create": (h) =>
    of({ code: code(h), name: h.tenantMark, startsAt: "08:00", endsAt: "17:00" }),
  "shifts.update": fresh("shiftId", makeShift, (h) => ({ name: h.tenantMark })),
  "calendars.update": fresh("calendarId", makeCalendar, (h) => ({ name: h.tenantMark })),

  "items.list": list((h) => h.tenantMark, "name"),
  "items.count": list((h) => h.tenantMark, "name"),
  "items.export": exported(),
  "units.list": nothing,
  "units.create": (h) => of({ code: code(h), name: "x", places: 2 }),
  "items.show": shown("itemId", (h) => h.partId),
  "items.create": (h) =>
    of({
      code: code(h),
      name: "x",
      unitId: h.unitId,
      catchUnitId: h.otherUnitId,
      supplyMode: "buy",
      homeWarehouseId: h.warehouseId,
      defaultSupplierId: h.supplier.id,
    }),
  "items.update": fresh(
    "itemId",
    (h) => makeItem(h, "buy"),
    (h) => ({
      catchUnitId: h.otherUnitId,
      homeWarehouseId: h.warehouseId,
      defaultSupplierId: h.supplier.id,
    }),
  ),
  "itemUnits.list": shown("itemId", (h) => h.partId),
  "itemUnits.set": fresh("itemId", newItem, (h) => ({ unitId: h.otherUnitId, factor: "12" })),
  "itemUnits.remove": async (h) => {
    const { id, revision } = await newItem(h);
    const set = { itemId: id, revision, unitId: h.otherUnitId, factor: "12" };
    return of({
      itemId: id,
      revision: (await h.call("itemUnits.set", set)).revision,
      unitId: h.otherUnitId,
    });
  },
  "items.deactivate": fresh("itemId", (h) => makeItem(h, "buy")),
  "items.whereUsed": shown("itemId", (h) => h.partId),
  "items.structure": shown("itemId", (h) => h.productId),
  "items.costRollUp": shown("itemId", (h) => h.productId),
  "items.adoptCost": async (h) => {
    const bom = await newBom(h);
    const release = { bomVersionId: bom.id, revision: bom.revision, effectiveFrom: "2026-01-01" };
    await h.call("boms.release", release);
    return of({ items: [{ itemId: bom.itemId, revision: 1 }] });
  },
  "boms.list": shown("itemId", (h) => h.productId),
  "boms.show": async (h) => of({ bomVersionId: (await makeBom(h, h.productId)).id }),
  "boms.create": async (h) =>
    of({
      itemId: h.productId,
      components: [
        { itemId: h.partId, perBase: "1", substitutes: [{ itemId: (await newItem(h)).id }] },
      ],
      operations: [
        {
          name: "x",
          workCenterId: h.workCenterId,
          subcontracted: true,
          supplierId: h.supplier.id,
        },
      ],
    }),
  "boms.update": fresh("bomVersionId", newBom, (h) => ({
    components: [{ itemId: h.partId, perBase: "4" }],
    operations: [{ name: "x", workCenterId: h.workCenterId }],
  })),
  "boms.release": fresh("bomVersionId", newBom, () => ({ effectiveFrom: "2026-11-24" })),
  "boms.retire": async (h) => {
    const { id, revision } = await newBom(h);
    const input = { bomVersionId: id, revision, effectiveFrom: "2026-11-24" };
    return of({ bomVersionId: id, revision: (await h.call("boms.release", input)).revision });
  },
  "boms.setDefault": async (h) => {
    const { id, revision } = await newBom(h);
    const input = { bomVersionId: id, revision, effectiveFrom: "2026-01-01" };
    return of({ bomVersionId: id, revision: (await h.call("boms.release", input)).revision });
  },
  "boms.importParts": (h) =>
    of({ code: code(h), name: "x", file: { name: "parts.csv", contentBase64: csv(h) } }),
};

async function newBom(h: Holder) {
  return makeBom(h, (await makeItem(h, "make")).id);
}

const csv = (h: Holder) =>
  Buffer.from(`Part Number,Quantity,Description\n${h.tenantMark}${nextNumber()},2,x\n`).toString(
    "base64",
  );
