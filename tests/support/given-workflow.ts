import { approvedDocuments } from "../../server/src/flows/15-approval-decided-moves-document";
import { createCtx, readAccessToken, type Ctx } from "../../server/src/kernel/access";
import { transact } from "../../server/src/kernel/db";
import {
  giveTask,
  requestApproval,
  type ApprovalDecided,
  type ApprovalRequest,
  type GivenTask,
} from "../../server/src/workflow";
import { nextNumber, type GivenStaff } from "./given";
import type { TestProduct } from "./product";

/** A context of somebody who has signed in, with the roles as they are now. */
export async function givenStaffCtx(product: TestProduct, token: string): Promise<Ctx> {
  const { services } = product;
  const claims = readAccessToken(services.config.secret, token, services.clock.now());
  const found = await product.product.actors.identify(services, claims);
  if (!found) throw new Error("Nobody is signed in with this token");
  return createCtx({
    services,
    actor: found.actor,
    origin: { requestId: "test-request", operation: "test.run", address: "127.0.0.1" },
    language: "zh-CN",
  });
}

/** What the decisions about parties came to: stands in for a document that waits. */
export const decided: ApprovalDecided[] = [];
approvedDocuments.set("party", async (_, fact) => void decided.push(fact));

/** A request of one of the staff for agreement to a party of his; answers its id. */
export async function givenApproval(
  product: TestProduct,
  requester: GivenStaff,
  options: Partial<ApprovalRequest> & { subjectId: string },
): Promise<string> {
  const ctx = await givenStaffCtx(product, requester.token);
  return transact(ctx, (tx) =>
    requestApproval(tx, {
      subjectType: "party",
      number: `KH${nextNumber()}`,
      ownerId: requester.userId,
      departmentId: requester.departmentId,
      permission: "parties.hold",
      reasons: [{ code: "test", facts: {} }],
      ...options,
    }),
  );
}

/** A task about a party; answers its id. */
export async function givenTask(
  product: TestProduct,
  giver: GivenStaff,
  options: Partial<GivenTask> & { subjectId: string },
): Promise<string> {
  const ctx = await givenStaffCtx(product, giver.token);
  return transact(ctx, (tx) =>
    giveTask(tx, {
      subjectType: "party",
      number: `KH${nextNumber()}`,
      assigneeId: giver.userId,
      departmentId: giver.departmentId,
      code: "test",
      facts: {},
      dueOn: null,
      ...options,
    }),
  );
}
