import type { Deal, DealStage } from "@quanlian/shared/contract";
import { nextNumber, type GivenTenant } from "./given";
import type { TestProduct } from "./product";

/** A deal of the administrator's, with a customer of its own unless one is named. */
export async function givenDeal(
  product: TestProduct,
  tenant: GivenTenant,
  input: Record<string, unknown> = {},
): Promise<Deal> {
  const number = nextNumber();
  const party = { code: `DC${number}`, name: `平湖开元${number}`, isCustomer: true };
  const customerId =
    input.customerId ??
    (await product.call<{ id: string }>(tenant.admin.token, "parties.create", party)).data.id;
  const deal = { name: `商机${number}`, ...input, customerId };
  return (await product.call<Deal>(tenant.admin.token, "deals.create", deal)).data;
}

/** The stages of the tenant's pipeline, in order. */
export async function stagesIn(product: TestProduct, tenant: GivenTenant): Promise<DealStage[]> {
  const answer = await product.call<{ rows: DealStage[] }>(
    tenant.admin.token,
    "dealStages.list",
    {},
  );
  return answer.data.rows;
}
