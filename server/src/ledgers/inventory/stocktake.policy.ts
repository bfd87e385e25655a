import { defineRowPolicy } from "../../kernel/access";

/** A count is of the factory's stock, which whoever may see it sees whole. */
export const stocktakePolicy = defineRowPolicy("stocktake");
