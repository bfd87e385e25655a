import type { OutputOf, workFloorContract } from "@quanlian/shared/contract";
import type { Ctx } from "../../kernel/access";
import type { Id } from "../../kernel/ids";
import { findWorkOrder } from "./find-work-order";

type Traveller = OutputOf<(typeof workFloorContract)["workOrders.traveller"]>;

/**
 * What goes with a work order through the workshop. Codes are short and say whose they are: `WO:` the work order, `WT:` one
 * operation; what follows is the id, which a scanner reads and the server looks up within its tenant.
 */
export async function showTraveller(ctx: Ctx, workOrderId: Id): Promise<Traveller> {
  const work = await findWorkOrder(ctx, workOrderId, "workOrders.traveller");
  const { number, itemCode, itemName, quantity, unit, startOn, dueOn } = work;
  return {
    ...{ number, itemCode, itemName, quantity, unit, startOn, dueOn },
    code: `WO:${work.id}`,
    tasks: work.operations.map(({ id, sequence, name, workCenterName, inspectionPoint }) => ({
      ...{ sequence, name, workCenterName, inspectionPoint, code: `WT:${id}` },
    })),
    materials: work.materials.map((material) => ({
      ...{ itemCode: material.itemCode, itemName: material.itemName },
      ...{ quantity: material.quantity, unit: material.unit },
    })),
  };
}
