import type { Lead } from "@quanlian/shared/contract";
import { nextNumber, nextPhone, type GivenTenant } from "./given";
import type { TestProduct } from "./product";

/** What taking in an enquirer answers. */
export interface TakenLead {
  joined: boolean;
  repeated: boolean;
  knownCustomer: boolean;
  lead: Lead | null;
}

/** A lead written down by hand: the writer's own. */
export async function givenLead(
  product: TestProduct,
  tenant: GivenTenant,
  input: Record<string, unknown> = {},
  token = tenant.admin.token,
): Promise<Lead> {
  const { data } = await product.call<TakenLead>(token, "leads.create", {
    phone: nextPhone(),
    contactName: `询价人${nextNumber()}`,
    ...input,
  });
  return data.lead!;
}

/** A lead that lies in the pool; answers its id. */
export async function givenPooledLead(
  product: TestProduct,
  tenant: GivenTenant,
  input: Record<string, unknown> = {},
): Promise<string> {
  const { id, revision } = await givenLead(product, tenant, input);
  const released = { leadId: id, revision, reason: "暂时没有需求" };
  await product.call(tenant.admin.token, "leads.release", released);
  return id;
}
