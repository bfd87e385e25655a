import type { InputOf, leadDeskContract, OutputOf } from "@quanlian/shared/contract";
import { createCtx, type Ctx } from "../../kernel/access";
import { refuseNotFound } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { detailsOf, takeOnce } from "./capture-lead";

interface OpenForm {
  id: Id;
  title: string;
  campaign: string;
  companyName: string;
}

/** What a page shows above the form. */
export async function openForm(
  ctx: Ctx,
  { formKey }: InputOf<(typeof leadDeskContract)["leadForms.open"]>,
): Promise<OutputOf<(typeof leadDeskContract)["leadForms.open"]>> {
  const { form } = await findForm(ctx, formKey);
  return { title: form.title, companyName: form.companyName };
}

/**
 * Takes in what a stranger left on a form. He is thanked in the same words whether he is new, known or a customer, and
 * whether he is a person at all: what fills in the hidden field is thrown away.
 */
export async function submitForm(
  ctx: Ctx,
  input: InputOf<(typeof leadDeskContract)["leadForms.submit"]>,
): Promise<OutputOf<(typeof leadDeskContract)["leadForms.submit"]>> {
  const { tenant, form } = await findForm(ctx, input.formKey);
  if (input.website.trim() !== "") return { received: true };
  await takeOnce(tenant, detailsOf(input), {
    channel: "web_form",
    account: form.id,
    externalId: input.submissionId,
    campaign: form.campaign,
    keyword: input.keyword,
    costCents: 0,
    formId: form.id,
    raw: null,
    occurredAt: ctx.now,
  });
  return { received: true };
}

/** An open form of an open company that has the function. The key itself says at which company to look: no search crosses. */
async function findForm(ctx: Ctx, formKey: string): Promise<{ tenant: Ctx; form: OpenForm }> {
  const [, tenantId, secret] = /^([1-9]\d{0,17})\.([\w-]{43})$/.exec(formKey) ?? [];
  if (!tenantId || !secret) refuseNotFound("leadForm");
  const tenant = inTenant(ctx, tenantId);
  const form = await tenant.row<OpenForm & { functions: string }>(
    `SELECT f.id, f.title, f.campaign, t.name AS companyName, t.functions
     FROM lead_forms f JOIN tenants t ON t.id = f.tenant_id
     WHERE f.tenant_id = :tenant AND f.secret = :secret AND BINARY f.secret = :secret AND f.is_active = 1
       AND t.state = 'open'`,
    { secret },
  );
  if (!form || !(JSON.parse(form.functions) as string[]).includes("sales")) {
    refuseNotFound("leadForm");
  }
  return { tenant, form };
}

/** A stranger is nobody's actor: the form takes his words in for its company, and for that one alone. */
const inTenant = (ctx: Ctx, tenantId: Id): Ctx =>
  createCtx({
    services: ctx.services,
    actor: { kind: "job", tenantId, name: ctx.origin.operation, onBehalfOf: null },
    origin: ctx.origin,
    language: ctx.language,
    now: ctx.now,
  });
