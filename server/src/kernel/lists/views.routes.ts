import { viewsContract } from "@quanlian/shared/contract";
import { implement } from "../http/registry";
import { listViews, removeView, saveView } from "./saved-views";

export const viewsOperations = implement(viewsContract, {
  "views.list": (ctx, { resource }) => listViews(ctx, resource),
  "views.save": (ctx, view) => saveView(ctx, view),
  "views.remove": (ctx, view) => removeView(ctx, view),
});
