import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { parse } from "csv-parse/sync";
import { addDays } from "@quanlian/shared/domain";
import { Refused } from "../demo/desk";
import { sumOf } from "./books";
import type { Cast } from "./cast";
import { castOf, type StoryEnd, type StoryParts } from "./set-scene";
import { expectThat } from "./teller";
import { countPlan, demandLines, expectSums, supplyLines } from "./why-text";

const MACHINES = "25";
const MOST_WHY = 8;

interface Listed {
  itemId: string;
  parts: { itemId: string; perBase: string }[];
}

/** A parts list becomes a product, some of its parts lie in stock, and 25 machines are planned in one transaction. */
export async function playPartsList(parts: StoryParts, file: string): Promise<StoryEnd> {
  const cast = await castOf(parts);
  const listed = await importList(parts, cast, file);
  await stockSome(parts, cast, listed);
  await planMachines(parts, cast, listed);
  return { tenantId: cast.tenantId };
}

function importList({ teller }: StoryParts, cast: Cast, file: string): Promise<Listed> {
  return teller.step(
    `导入零件清单 · the parts list ${basename(file)} is imported`,
    async (tell) => {
      const bytes = readFileSync(file);
      const input = {
        code: "MACHINE",
        name: basename(file).replace(/\.\w+$/, ""),
        file: { name: basename(file), contentBase64: bytes.toString("base64") },
      };
      const answer = await cast.administrator.call("boms.importParts", input).catch(nameFaults);
      expectThat(answer.bomVersionId !== null, "the list became a bill of materials");
      const bom = await cast.administrator.call("boms.show", { bomVersionId: answer.bomVersionId });
      for (const note of answer.notes) tell.line(`第 ${note.rows.join("、")} 行: ${note.message}`);
      const totalIn = quantitiesIn(bytes);
      const totalOut = sumOf(bom.components.map((component) => component.perBase));
      tell.fact("listLines", answer.rowCount);
      tell.fact("parts", bom.components.length);
      tell.fact("quantityIn", totalIn.total);
      tell.fact("quantityOut", totalOut);
      expectThat(answer.rowCount === totalIn.lines, "every line was read", answer.rowCount);
      expectThat(totalIn.total === totalOut, "nothing is lost: totals in = totals out", totalOut);
      return {
        itemId: bom.item.id,
        parts: bom.components.map(({ item, perBase }) => ({ itemId: item.id, perBase })),
      };
    },
  );
}

/** A faulty list is no fault of the story's: every fault is told with its line. */
function nameFaults(error: unknown): never {
  if (!(error instanceof Refused)) throw error;
  throw new Error(error.message);
}

/** Lines and quantities as they stand in the file, read apart from the product. */
function quantitiesIn(bytes: Buffer): { lines: number; total: string } {
  const rows = parse(bytes, { bom: true, relax_column_count: true, skip_empty_lines: true });
  const [headings = [], ...lines] = rows;
  const column = headings.findIndex((heading) =>
    /^(quantity|qty|数量|用量)$/i.test(heading.trim()),
  );
  expectThat(column >= 0, "the list has a column of quantities", headings);
  const quantities = lines.map((line) => (line[column] ?? "").trim());
  return { lines: lines.length, total: sumOf(quantities) };
}

/** A third of the parts lies there in full, a third in part, the rest must be bought. */
function stockSome({ teller }: StoryParts, cast: Cast, { parts }: Listed): Promise<void> {
  return teller.step(
    "三分之一的零件备足,三分之一备一半 · a third in stock, a third in part",
    async (tell) => {
      const { id: warehouseId } = await cast.administrator.call("warehouses.create", {
        code: "MAIN",
        name: "主仓",
      });
      const lines = parts.flatMap(({ itemId, perBase }, at) => {
        const machines = at % 3 === 0 ? 25n : at % 3 === 1 ? 12n : 0n;
        if (machines === 0n) return [];
        const quantity = sumOf(Array.from({ length: Number(machines) }, () => perBase));
        return { itemId, warehouseId, quantity, unitCost: "1" };
      });
      await cast.warehouse.call("inventory.adjust", { reason: "期初", lines });
      tell.fact("stockLines", lines.length);
    },
  );
}

async function planMachines(story: StoryParts, cast: Cast, listed: Listed): Promise<void> {
  const { teller, today } = story;
  const draft = await teller.step(
    `客户订 ${MACHINES} 台 · ${MACHINES} machines are ordered`,
    async (tell) => {
      const customer = await cast.sales.call("parties.create", {
        code: "K1",
        name: "绍兴寻山科技有限公司",
        isCustomer: true,
      });
      const made = await cast.sales.call("orders.create", {
        customerId: customer.id,
        requestedOn: addDays(today, 45),
        lines: [{ mode: "standard", itemId: listed.itemId, quantity: MACHINES, unitPrice: "9800" }],
      });
      tell.document(made.number);
      return made;
    },
  );
  const order = await teller.step(
    "确认:一个事务里排完全部零件 · every part is planned in one transaction",
    async (tell) => {
      const { id: orderId, revision } = draft;
      const confirmed = await cast.sales.call("orders.confirm", { orderId, revision });
      tell.document(confirmed.number);
      tell.fact("promisedOn", confirmed.promisedOn ?? "-");
      return confirmed;
    },
  );
  await teller.step(
    "每个需求都加得拢;为什么(摘几行)· each demand adds up, and why",
    async (tell) => {
      const why = await cast.planner.call("orders.why", { orderId: order.id });
      expectSums(why);
      const ofParts = why.demands.filter((demand) => demand.parentSupplyId !== null);
      expectThat(ofParts.length === listed.parts.length, "a demand for each part", ofParts.length);
      const { workOrders, requisitionLines, reservations, pegs } = countPlan(why);
      tell.fact("workOrders", workOrders);
      tell.fact("requisitionLines", requisitionLines);
      tell.fact("reservations", reservations);
      tell.fact("pegs", pegs);
      for (const demand of ofParts.slice(0, MOST_WHY)) tell.line(...demandLines(demand));
      for (const supply of why.supplies.slice(0, 3)) tell.line(...supplyLines(supply));
      tell.line(`承诺交期 ${order.promisedOn}`);
    },
  );
}
