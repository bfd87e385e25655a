import type { WorkOrderView } from "@quanlian/shared/contract";
import { exact } from "@quanlian/shared/domain";
import type { Scene } from "./set-scene";
import { expectThat } from "./teller";

/**
 * The workshop makes what the plan asked for, from the bottom up: material is taken, work is reported by scan (one of them arrives
 * twice), and goods come into stock, where the next level or the customer's order holds them.
 */
export async function make(scene: Scene): Promise<void> {
  const workOrders = await release(scene);
  await scene.teller.step(
    "车间领料、扫码报工、完工入库,自下而上;重复的扫码只算一次 · material, scans, goods into stock; a scan sent twice counts once",
    async (tell) => {
      for (const { id, number } of workOrders) {
        await makeOne(scene, id);
        tell.line(number);
      }
      const { count } = await scene.cast.planner.call("workOrders.count", {
        filter: { state: { eq: "finished" } },
      });
      tell.fact("workOrders", count);
      expectThat(count === workOrders.length, "all that was released is finished", count);
    },
  );
}

function release({ teller, cast }: Scene): Promise<WorkOrderView[]> {
  return teller.step(
    "计划员下达工单,先做的在前 · the planner releases the work orders, what is needed first comes first",
    async (tell) => {
      const { rows } = await cast.planner.call("workOrders.list", {
        filter: { state: { eq: "planned" } },
        sort: [{ field: "dueOn", direction: "asc" }],
      });
      const released: WorkOrderView[] = [];
      for (const { id: workOrderId } of rows) {
        const { revision } = await cast.planner.call("workOrders.show", { workOrderId });
        released.push(await cast.planner.call("workOrders.release", { workOrderId, revision }));
      }
      tell.fact("workOrders", released.length);
      return released;
    },
  );
}

async function makeOne({ cast }: Scene, workOrderId: string): Promise<void> {
  const { workshop } = cast;
  const work = await workshop.call("workOrders.show", { workOrderId });
  const lines = work.materials
    .filter(({ backflush, quantity }) => !backflush && exact(quantity) > 0n)
    .map(({ id: materialId, quantity }) => ({ materialId, quantity }));
  if (lines.length > 0) await workshop.call("workOrders.issue", { workOrderId, lines });
  for (const { id: operationId } of work.operations) {
    const scan = {
      ...{ clientId: `story-${operationId}`, kind: "report" as const, operationId },
      ...{ at: new Date().toISOString(), good: work.quantity },
    };
    const { results } = await workshop.call("workScans.send", { scans: [scan] });
    const again = await workshop.call("workScans.send", { scans: [scan] });
    expectThat(results[0]?.state === "counted", "the scan counts", results[0]);
    expectThat(again.results[0]?.state === "counted", "sent again it is the same scan");
  }
  const { finishableQuantity } = await workshop.call("workOrders.show", { workOrderId });
  expectThat(finishableQuantity === work.quantity, "reported once", finishableQuantity);
  await workshop.call("workOrders.finish", { workOrderId, quantity: finishableQuantity });
}
