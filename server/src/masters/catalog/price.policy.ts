import { defineRowPolicy } from "../../kernel/access";
import { priceNeighbours } from "./price-neighbours";

/** What we sell at is no one's own. */
export const priceListPolicy = defineRowPolicy("priceList");

/** What a supplier sells at is seen by whoever sees the supplier. */
export const supplierPricePolicy = defineRowPolicy("supplierPrice", {
  supplier: "supplier_id",
  through: () => ({
    table: priceNeighbours().parties.table,
    key: "supplier_id",
    policy: priceNeighbours().partyPolicy,
  }),
});

/** What things cost us. */
export const supplierPriceMasks = { unitPrice: "cost" } as const;
