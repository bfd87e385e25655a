import type { InputOf, workFloorContract } from "@quanlian/shared/contract";
import { exact, toDecimalText, type Exact } from "@quanlian/shared/domain";
import type { Ctx } from "../../kernel/access";
import { insertRow, transact } from "../../kernel/db";
import { Faults, refuse } from "../../kernel/errors";
import { prefixes, takeNumber } from "../../kernel/numbering";
import { countWork } from "./count-work";
import { settle, type CountedTask } from "./count.rules";
import { findWorkOrder } from "./find-work-order";
import { lockOpenWork, readTasks, type WorkTask } from "./lock-work";
import { WorkInspection } from "./work-floor.model";
import { workInspected } from "./work.events";
import { begun, moveWork, taskFigures, writeTasks } from "./write-work";

const NAME = "workOrders.inspect";

type Input = InputOf<(typeof workFloorContract)[typeof NAME]>;

/**
 * Judges what an operation has put out, or what was reported as defect. Passed and let through goes on; what is to be redone is
 * input of the operation again; scrap is lost. Scans that waited for it are counted in the same transaction.
 */
export function inspectWork(ctx: Ctx, input: Input) {
  return transact(ctx, async (tx) => {
    const { workOrderId, operationId, source } = input;
    const work = await lockOpenWork(tx, NAME, workOrderId);
    const tasks = (await readTasks(tx, [workOrderId])).get(workOrderId) ?? [];
    const task = tasks.find(({ id }) => id === operationId);
    const judged = amountsOf(input);
    const faults = new Faults(tx.language);
    if (!task) faults.unknown(["operationId"], operationId);
    if (judged.total === 0n) faults.add(["passed"], "issue.inspect_nothing");
    faults.refuse();
    const open = source === "defect" ? task!.defect : unjudged(task!);
    if (judged.total > open) refuse("work.over_inspected", { open: toDecimalText(open) });

    const after = settle(
      work.quantity,
      tasks.map((each) => (each.id === operationId ? judge(each, source, judged) : each)),
    );
    await writeTasks(tx, tasks, after);
    const id = tx.newId();
    const number = await takeNumber(tx, prefixes.workInspection);
    const inspectorId = tx.actor.kind === "staff" ? tx.actor.userId : null;
    await insertRow(tx, WorkInspection, {
      ...{ id, number, workOrderId, operationId: operationId, source, result: resultOf(judged) },
      ...{ passed: judged.passed, concession: judged.concession, rework: judged.rework },
      ...{ scrap: judged.scrap, defectCode: input.defectCode ?? null, note: input.note ?? null },
      ...{ inspectorId, inspectedOn: tx.today },
    });
    const { passed, concession, rework, scrap } = input;
    const said = { source, passed, concession, rework, scrap };
    tx.record({ type: "work_inspection", id, number, before: null, after: said });
    await moveWork(tx, work, begun(work), { after: { tasks: taskFigures(after) } });
    await tx.emit(workInspected, { workOrderId, workInspectionId: id, operationId });
    const begunWork = { ...work, state: "in_progress" as const };
    await countWork(tx, new Map([[work.id, begunWork]]), await readTasks(tx, [work.id]), []);
    return findWorkOrder(tx, workOrderId, NAME);
  });
}

interface Judged {
  passed: Exact;
  concession: Exact;
  rework: Exact;
  scrap: Exact;
  total: Exact;
}

function amountsOf({ passed, concession, rework, scrap }: Input): Judged {
  const amounts = {
    ...{ passed: exact(passed), concession: exact(concession) },
    ...{ rework: exact(rework), scrap: exact(scrap) },
  };
  return { ...amounts, total: Object.values(amounts).reduce((sum, each) => sum + each, 0n) };
}

/** Good output that nobody has judged; where nothing is inspected, all of it has gone on. */
const unjudged = ({ inspects, good, passed }: CountedTask): Exact =>
  inspects ? good - passed : 0n;

function judge(task: WorkTask, source: Input["source"], judged: Judged): WorkTask {
  const through = judged.passed + judged.concession;
  const scrap = task.scrap + judged.scrap;
  const passed = task.passed + through;
  if (source === "defect") {
    const defect = task.defect - judged.total;
    return { ...task, defect, scrap, good: task.good + through, passed };
  }
  return { ...task, scrap, good: task.good - judged.rework - judged.scrap, passed };
}

/** Passed when all was, failed when something was lost or must be redone. */
function resultOf({ concession, rework, scrap }: Judged): "passed" | "concession" | "failed" {
  if (rework + scrap > 0n) return "failed";
  return concession > 0n ? "concession" : "passed";
}
