import { defineRowPolicy } from "../../kernel/access";

/** The catalog is no one's own: whoever holds the permission sees all of it. Outside parties see none. */
export const itemPolicy = defineRowPolicy("item");
export const bomPolicy = defineRowPolicy("bom");

/** What things cost us. */
export const itemMasks = { standardCostPrice: "cost" } as const;
