import { randomBytes } from "node:crypto";
import type { InputOf, LeadForm as FormAnswer, leadDeskContract } from "@quanlian/shared/contract";
import type { Ctx } from "../../kernel/access";
import { assignNamed, insertRow, loadForUpdate, saveChanges, transact } from "../../kernel/db";
import { refuseNotFound } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { LeadForm } from "./lead.model";
import { leadFormPolicy } from "./lead.policy";

interface FormRow {
  id: Id;
  title: string;
  campaign: string;
  secret: string;
  isActive: boolean;
  revision: number;
}

const FORM = `SELECT f.id, f.title, f.campaign, f.secret, f.is_active AS isActive, f.revision FROM lead_forms f
  WHERE f.tenant_id = :tenant`;

export async function listForms(ctx: Ctx): Promise<{ rows: FormAnswer[] }> {
  const rows = await ctx.rows<FormRow>(`${FORM} ORDER BY f.id DESC LIMIT 1000`);
  return { rows: rows.map((row) => presentForm(ctx, row)) };
}

/** Makes a form. The key is 256 bits that nobody can guess, and says whose form it is. */
export function createForm(
  ctx: Ctx,
  input: InputOf<(typeof leadDeskContract)["leadForms.create"]>,
): Promise<FormAnswer> {
  return transact(ctx, async (tx) => {
    const id = tx.newId();
    const secret = randomBytes(32).toString("base64url");
    await insertRow(tx, LeadForm, { id, ...input, secret, isActive: true });
    tx.record({ type: "leadForm", id, before: null, after: input });
    return showForm(tx, id);
  });
}

export function updateForm(
  ctx: Ctx,
  { formId, revision, ...fields }: InputOf<(typeof leadDeskContract)["leadForms.update"]>,
): Promise<FormAnswer> {
  return transact(ctx, async (tx) => {
    const form = await loadForUpdate(tx, LeadForm, leadFormPolicy, "leadForms.update", formId);
    form.expectRevision(revision);
    assignNamed(form, fields);
    await saveChanges(tx, form, { type: "leadForm", id: formId });
    return showForm(tx, formId);
  });
}

async function showForm(ctx: Ctx, formId: Id): Promise<FormAnswer> {
  const row = await ctx.row<FormRow>(`${FORM} AND f.id = :formId`, { formId });
  return row ? presentForm(ctx, row) : refuseNotFound("leadForm");
}

const presentForm = (ctx: Ctx, { secret, isActive, ...form }: FormRow): FormAnswer => ({
  ...form,
  isActive: Boolean(isActive),
  formKey: `${ctx.tenantId}.${secret}`,
});
