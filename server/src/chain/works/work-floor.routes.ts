import { wagesContract, workFloorContract } from "@quanlian/shared/contract";
import { listHandlers } from "../../kernel/exchange";
import { implement } from "../../kernel/http";
import { declareAudience } from "../../kernel/live";
import { dispatchTasks } from "./dispatch-tasks";
import { cancelWork, closeWork, completeWork } from "./end-work";
import { finishWork } from "./finish-work";
import { inspectWork } from "./inspect-work";
import { issueMaterial } from "./issue-material";
import { lockWageMonth, setPieceRate, showWages } from "./piece-wages";
import { returnMaterial } from "./return-material";
import { dropScan, reverseScan } from "./reverse-scan";
import { takeScans } from "./take-scans";
import { showTraveller } from "./traveller";
import {
  inspectionPolicy,
  movementPolicy,
  pieceRateResource,
  wageResource,
  workInspectionResource,
  workMovementResource,
  workScanResource,
  workTaskResource,
} from "./work-floor.resource";

declareAudience("work_movement", movementPolicy, "workMovements.list", "manufacturing");
declareAudience("work_inspection", inspectionPolicy, "workInspections.list", "manufacturing");

// The contract owns names, inputs and outputs; this file only says who answers.
export const workFloorOperations = implement(
  { ...workFloorContract, ...wagesContract },
  {
    ...listHandlers(workTaskResource),
    ...listHandlers(workScanResource),
    ...listHandlers(workMovementResource),
    ...listHandlers(workInspectionResource),
    ...listHandlers(pieceRateResource),
    ...listHandlers(wageResource),
    "workOrders.dispatch": dispatchTasks,
    "workOrders.traveller": (ctx, { workOrderId }) => showTraveller(ctx, workOrderId),
    "workOrders.issue": issueMaterial,
    "workOrders.returnMaterial": returnMaterial,
    "workScans.send": takeScans,
    "workScans.drop": dropScan,
    "workScans.reverse": reverseScan,
    "workOrders.inspect": inspectWork,
    "workOrders.finish": finishWork,
    "workOrders.complete": completeWork,
    "workOrders.cancel": cancelWork,
    "workOrders.close": closeWork,
    "pieceRates.set": setPieceRate,
    "wages.month": showWages,
    "wages.lockMonth": lockWageMonth,
  },
);
