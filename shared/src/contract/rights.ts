import { z } from "zod";
import * as shape from "./primitives";

export const rowScope = z.enum(["own", "department", "below", "all"]);
export const maskGroup = z.enum(["cost", "margin", "bank", "credit"]);

/** What a person would see, computed by the same rules that every request goes through. */
export const preview = z.object({
  userId: shape.id,
  name: z.string(),
  functions: z.array(z.string()),
  departmentIds: z.array(shape.id),
  denied: z.array(z.string()),
  permissions: z.array(
    z.object({
      permission: z.string(),
      /** Row scopes, joined by OR; `subjects` names the kinds of record that differ. */
      scopes: z.array(rowScope),
      subjects: z.record(z.string(), z.array(rowScope)),
      masks: z.array(maskGroup),
    }),
  ),
  roles: z.array(z.object({ id: shape.id, code: z.string(), name: z.string() })),
  /** Every operation that staff can call. */
  operations: z.array(
    z.object({
      name: z.string(),
      permission: z.string(),
      allowed: z.boolean(),
      /** Why so: `denied` to this person whatever the roles say; `function_off`: the company has not subscribed to it. */
      reason: z.enum(["granted", "not_granted", "denied", "function_off"]),
      /** The roles that grant it; also where a denial or a missing function stands against them. */
      roleIds: z.array(shape.id),
    }),
  ),
  /** Every list: whose rows of it, without which fields, and how many there are now. */
  lists: z.array(
    z.object({
      name: z.string(),
      subject: z.string(),
      allowed: z.boolean(),
      /** Row scopes, joined by OR; empty where the list is not allowed. */
      scopes: z.array(rowScope),
      masked: z.array(z.string()),
      /** Counted under this person's own rights; null where the list is not allowed. */
      rowCount: z.int().nullable(),
      /** There are more than were counted. */
      more: z.boolean(),
    }),
  ),
});

/** What a role can be made of. */
export const roleChoices = z.object({
  permissions: z.array(
    z.object({ permission: z.string(), summary: z.string(), function: z.string() }),
  ),
  /** Kinds of record whose rows belong to somebody, so that a scope of their own makes sense. */
  subjects: z.array(z.string()),
  scopes: z.array(rowScope),
  masks: z.array(maskGroup),
});

export type RoleChoices = z.output<typeof roleChoices>;
export type Preview = z.output<typeof preview>;
