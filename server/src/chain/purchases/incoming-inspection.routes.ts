import { incomingInspectionsContract, portalInspectionsContract } from "@quanlian/shared/contract";
import { listHandlers } from "../../kernel/exchange";
import { implement } from "../../kernel/http";
import { declareAudience } from "../../kernel/live";
import { findInspection, listOwnInspections } from "./find-inspection";
import { incomingInspectionPolicy } from "./incoming-inspection.policy";
import { incomingInspectionResource } from "./incoming-inspection.resource";
import { judgeInspection } from "./judge-inspection";

declareAudience(
  "incoming_inspection",
  incomingInspectionPolicy,
  "incomingInspections.show",
  "purchasing",
);

// The contract owns names, inputs and outputs; this file only says who answers.
export const incomingInspectionsOperations = implement(
  { ...incomingInspectionsContract, ...portalInspectionsContract },
  {
    ...listHandlers(incomingInspectionResource),
    "incomingInspections.show": (ctx, { inspectionId }) =>
      findInspection(ctx, "incomingInspections.show", inspectionId),
    "incomingInspections.judge": judgeInspection,
    "portal.inspections.list": listOwnInspections,
  },
);
