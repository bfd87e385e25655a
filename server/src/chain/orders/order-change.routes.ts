import { orderChangesContract } from "@quanlian/shared/contract";
import { listHandlers } from "../../kernel/exchange";
import { implement } from "../../kernel/http";
import { declareAudience } from "../../kernel/live";
import { applyChange, previewChange } from "./apply-change";
import { draftChange } from "./draft-change";
import { dropChange } from "./drop-change";
import { orderChangePolicy } from "./order-change.policy";
import { submitChange } from "./submit-change";
import { presentChange } from "./order-change.present";
import { findChange } from "./order-change.queries";
import { orderChangeResource } from "./order-change.resource";

declareAudience("order_change", orderChangePolicy, "orderChanges.show", "sales");

// The contract owns names, inputs and outputs; this file only says who answers.
export const orderChangesOperations = implement(orderChangesContract, {
  ...listHandlers(orderChangeResource),
  "orderChanges.draft": async (ctx, input) => presentChange(ctx, await draftChange(ctx, input)),
  "orderChanges.show": async (ctx, { changeId }) =>
    presentChange(ctx, await findChange(ctx, "orderChanges.show", changeId)),
  "orderChanges.preview": (ctx, { changeId }) => previewChange(ctx, changeId),
  "orderChanges.submit": async (ctx, input) => presentChange(ctx, await submitChange(ctx, input)),
  "orderChanges.apply": async (ctx, input) => presentChange(ctx, await applyChange(ctx, input)),
  "orderChanges.drop": async (ctx, input) => presentChange(ctx, await dropChange(ctx, input)),
});
