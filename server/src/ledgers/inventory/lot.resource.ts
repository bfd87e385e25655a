import { lotList, serialList } from "@quanlian/shared/contract";
import { defineRowPolicy } from "../../kernel/access";
import { defineResource } from "../../kernel/fields";
import { Item } from "../../masters/catalog";
import { Party } from "../../masters/parties";
import { Location, Warehouse } from "../../masters/plant";
import { StockLot, StockSerial } from "./inventory.model";

/** Lots and pieces belong to the factory as a whole, as stock does. */
export const lotPolicy = defineRowPolicy("lot");
const serialPolicy = defineRowPolicy("serial");

const BALANCES = "FROM stock_balances b WHERE b.tenant_id = :tenant AND b.lot_id = t.id";

/** Where the fields of the list of lots come from. */
export const lotResource = defineResource(lotList, {
  policy: lotPolicy,
  table: StockLot,
  alias: "t",
  joins: { i: { table: Item, on: "i.id = t.item_id" } },
  columns: {
    number: "t.number",
    item: { id: "t.item_id", label: "i.name", join: "i" },
    itemCode: { sql: "i.code", join: "i" },
    madeOn: "t.made_on",
    receivedOn: "t.received_on",
    expiresOn: "t.expires_on",
    supplierLot: "t.supplier_lot",
    inStock: `EXISTS (SELECT 1 ${BALANCES} AND b.quantity > 0)`,
    quantity: `COALESCE((SELECT SUM(b.quantity) ${BALANCES}), 0)`,
  },
});

/** Where the fields of the list of serial numbers come from. */
export const serialResource = defineResource(serialList, {
  policy: serialPolicy,
  table: StockSerial,
  alias: "r",
  joins: {
    i: { table: Item, on: "i.id = r.item_id" },
    w: { table: Warehouse, on: "w.id = r.warehouse_id" },
    l: { table: Location, on: "l.id = r.location_id" },
    t: { table: StockLot, on: "t.id = r.lot_id" },
    p: { table: Party, on: "p.id = r.owner_party_id" },
  },
  columns: {
    number: "r.number",
    item: { id: "r.item_id", label: "i.name", join: "i" },
    itemCode: { sql: "i.code", join: "i" },
    state: "r.state",
    warehouse: { id: "r.warehouse_id", label: "w.name", join: "w" },
    location: { id: "NULLIF(r.location_id, 0)", label: "l.code", join: "l" },
    lot: { id: "NULLIF(r.lot_id, 0)", label: "t.number", join: "t" },
    owner: { id: "NULLIF(r.owner_party_id, 0)", label: "p.name", join: "p" },
    status: "r.status",
  },
});
