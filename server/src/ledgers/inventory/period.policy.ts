import { defineRowPolicy } from "../../kernel/access";

/** A month is the whole company's. */
export const periodPolicy = defineRowPolicy("period");
