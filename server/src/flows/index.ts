import type { Flow } from "../kernel/events";
import { orderConfirmedDrivesPlan } from "./30-order-confirmed-drives-plan";
import { orderCancelledReleasesPlan } from "./36-order-cancelled-releases-plan";
import { stockAdjustedChangesBooks } from "./45-stock-adjusted-changes-books";

/** Every arrow of the chain, in business order. */
export const flows = [
  orderConfirmedDrivesPlan,
  orderCancelledReleasesPlan,
  stockAdjustedChangesBooks,
] as unknown as readonly Flow<never>[];
