import { createCtx, type Actor, type Ctx } from "../../server/src/kernel/access";
import type { TestProduct } from "./product";

/** A context for code below the HTTP layer: a job of the tenant unless another actor is named. */
export function givenCtx(product: TestProduct, tenantId: string, actor?: Actor): Ctx {
  return createCtx({
    services: product.services,
    actor: actor ?? { kind: "job", tenantId, name: "test", onBehalfOf: null },
    origin: { requestId: "test-request", operation: "test.run", address: "127.0.0.1" },
    language: "zh-CN",
  });
}
