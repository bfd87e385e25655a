import { defineRowPolicy } from "../../kernel/access";

/** A request for quotation belongs to the buyer who asks; no supplier sees it, only his invitation. */
export const rfqPolicy = defineRowPolicy("rfq", { owner: "owner_id", department: "department_id" });

/** What one supplier is asked is whose the request is; the supplier sees his own. */
export const rfqInvitationPolicy = defineRowPolicy("rfq_invitation", {
  owner: "owner_id",
  department: "department_id",
  supplier: "supplier_id",
});
