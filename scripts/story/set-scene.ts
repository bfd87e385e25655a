import type { Day } from "@quanlian/shared/domain";
import type { Desk, Send } from "../demo/desk";
import { hireStaff, openStoryCompany, type Cast } from "./cast";
import {
  createItems,
  createParties,
  createPlant,
  setCosts,
  type Plant,
  type StoryItems,
} from "./masters";
import type { Teller } from "./teller";

export interface StoryParts {
  send: Send;
  operator: Desk;
  teller: Teller;
  today: Day;
  /** Differs at each run on the same product. */
  run: number;
}

/** What the audit afterwards looks at. */
export interface StoryEnd {
  tenantId: string;
}

/** The stage: a company with people, masters and opening stock. */
export interface Scene extends StoryParts {
  cast: Cast;
  plant: Plant;
  items: StoryItems;
  parties: Awaited<ReturnType<typeof createParties>>;
}

/** Opens the company with everybody in it. */
export async function castOf({ send, operator, teller, run }: StoryParts): Promise<Cast> {
  const { tenant, administrator } = await teller.step(
    "运营开通租户,管理员登录 · the operator opens a company",
    async (tell) => {
      const opened = await openStoryCompany(send, operator, run);
      tell.document(opened.tenant.code);
      tell.fact("functions", opened.tenant.functions.length);
      return opened;
    },
  );
  const staff = await teller.step(
    "管理员建部门、员工;七人登录 · departments and staff; seven people sign in",
    async (tell) => {
      const hired = await hireStaff(send, administrator, run);
      tell.fact("staff", Object.keys(hired).length);
      return hired;
    },
  );
  return { tenantCode: tenant.code, tenantId: tenant.id, operator, administrator, ...staff };
}

/** Masters and opening stock, each typed in by whoever does it. */
export async function setScene(parts: StoryParts & { cast: Cast }): Promise<Scene> {
  const { teller, cast, today } = parts;
  const plant = await teller.step(
    "管理员建日历、仓库、单位、工作中心 · calendar, warehouse, units, work centers",
    () => createPlant(cast.administrator, today),
  );
  const items = await teller.step(
    "计划员建物料与三层 BOM(机架 ← 支架、横梁 ← 板材、型材) · items and BOMs on three levels",
    (tell) => {
      tell.fact("items", 7);
      tell.fact("boms", 3);
      return createItems(cast.planner, plant, today);
    },
  );
  await teller.step("管理员录入标准成本和报价毛利底线 · costs and the margin floor", () =>
    setCosts(cast.administrator, items),
  );
  const parties = await teller.step(
    "建老客户(信用额度 500 元)和供应商 · a customer with a credit limit, a supplier",
    (tell) => {
      tell.fact("customers", 1);
      tell.fact("suppliers", 1);
      return createParties(cast);
    },
  );
  await teller.step("仓管员盘入期初库存 · opening stock", async (tell) => {
    const line = (item: { id: string }, quantity: string, unitCost: string) => ({
      itemId: item.id,
      warehouseId: plant.warehouseId,
      quantity,
      unitCost,
    });
    const { lines } = await cast.warehouse.call("inventory.adjust", {
      reason: "期初",
      lines: [
        line(items.frame, "3", "180"),
        line(items.bracket, "10", "6.5"),
        line(items.steel, "10", "4.4"),
        line(items.screw, "120", "0.16"),
      ],
    });
    tell.fact("stockLines", lines);
  });
  return { ...parts, plant, items, parties };
}
