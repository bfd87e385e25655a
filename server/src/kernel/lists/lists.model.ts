import type { SavedQuery } from "@quanlian/shared/contract";
import { flag, instant, json, reference, text, withDefault } from "../db/column";
import { defineTable } from "../db/model";

/** A query of a list that someone kept under a name. */
export class SavedViewRow extends defineTable("saved_views", {
  userId: reference(),
  resource: text(64),
  name: text(64),
  query: json<SavedQuery>(),
  shared: withDefault(flag(), false),
  createdAt: instant(),
  updatedAt: instant(),
}) {}
