import { defineRowPolicy } from "../../kernel/access";

/** The plant is no one's own: whoever holds the permission sees all of it. Outside parties see none. */
export const warehousePolicy = defineRowPolicy("warehouse");
export const locationPolicy = defineRowPolicy("location");
export const workCenterPolicy = defineRowPolicy("workCenter");
export const calendarPolicy = defineRowPolicy("calendar");
export const shiftPolicy = defineRowPolicy("shift");

/** What an hour costs us. */
export const workCenterMasks = { costRatePerHour: "cost" } as const;
