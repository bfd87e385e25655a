import type { Item } from "@quanlian/shared/contract";
import type { Day } from "@quanlian/shared/domain";
import { holidaysAround } from "../demo/factory/plant";
import type { Desk } from "../demo/desk";
import type { Cast } from "./cast";

/** What the story's factory makes things of and sells. */
export interface StoryItems {
  steel: Item;
  profile: Item;
  screw: Item;
  bracket: Item;
  beam: Item;
  frame: Item;
  shell: Item;
}

export interface Plant {
  warehouseId: string;
  unitIds: { piece: string; kilogram: string; metre: string };
  centerIds: { cut: string; assemble: string };
}

/** A calendar, a warehouse, units and two work centers. */
export async function createPlant(administrator: Desk, today: Day): Promise<Plant> {
  await administrator.call("calendars.create", {
    code: "STD",
    name: "五天工作制",
    workingWeekdays: [1, 2, 3, 4, 5],
    minutesPerDay: 480,
    exceptions: holidaysAround(today),
  });
  const { id: warehouseId } = await administrator.call("warehouses.create", {
    code: "MAIN",
    name: "主仓",
  });
  const unit = async (code: string, name: string, places: number) =>
    (await administrator.call("units.create", { code, name, places })).id;
  const center = async (code: string, name: string) =>
    (await administrator.call("workCenters.create", { code, name, minutesPerDay: 480 })).id;
  return {
    warehouseId,
    unitIds: {
      piece: await unit("pcs", "件", 0),
      kilogram: await unit("kg", "千克", 3),
      metre: await unit("m", "米", 3),
    },
    centerIds: { cut: await center("CUT", "下料"), assemble: await center("ASSY", "装配") },
  };
}

/** A frame of brackets and beams, and a shell for what is made to a drawing: three levels in all. */
export async function createItems(
  planner: Desk,
  { unitIds, centerIds }: Plant,
  today: Day,
): Promise<StoryItems> {
  const { piece, kilogram, metre } = unitIds;
  const bought = (code: string, name: string, unitId: string, rest: object) =>
    planner.call("items.create", { code, name, unitId, supplyMode: "buy", ...rest });
  const made = (code: string, name: string, rest: object = {}) =>
    planner.call("items.create", { code, name, unitId: piece, supplyMode: "make", ...rest });
  const items = {
    steel: await bought("P-STEEL", "冷轧板 3.0", kilogram, { leadTimeDays: 5, lotMultiple: "25" }),
    profile: await bought("P-PROFILE", "铝型材 4040", metre, { leadTimeDays: 7, lotMultiple: "6" }),
    screw: await bought("P-SCREW", "螺钉 M6×16", piece, { leadTimeDays: 3, lotMultiple: "100" }),
    bracket: await made("H-BRACKET", "折弯支架", { leadTimeDays: 1 }),
    beam: await made("H-BEAM", "横梁 600", { leadTimeDays: 1 }),
    frame: await made("F-FRAME", "设备机架", { leadTimeDays: 2 }),
    shell: await made("F-CUSTOM", "非标件", { leadTimeDays: 2, isCustom: true }),
  };
  const { cut, assemble } = centerIds;
  await putInForce(planner, today, items.bracket, cut, [[items.steel, "0.86", "0.05"]]);
  await putInForce(planner, today, items.beam, cut, [[items.profile, "0.605"]]);
  await putInForce(planner, today, items.frame, assemble, [
    [items.bracket, "4"],
    [items.beam, "4"],
    [items.screw, "16"],
  ]);
  return items;
}

/** What bought items cost, and how the company quotes: a fifth at least must be left, and an acceptance is confirmed. */
export async function setCosts(administrator: Desk, items: StoryItems): Promise<void> {
  const costs = [
    [items.steel, "4.4"],
    [items.profile, "18"],
    [items.screw, "0.16"],
  ] as const;
  for (const [{ id: itemId, revision }, standardCostPrice] of costs) {
    await administrator.call("items.update", { itemId, revision, standardCostPrice });
  }
  const { revision } = await administrator.call("quoteSettings.show", {});
  await administrator.call("quoteSettings.update", {
    revision,
    marginFloor: "0.2",
    onAcceptance: "confirm",
  });
}

async function putInForce(
  planner: Desk,
  today: Day,
  item: Item,
  workCenterId: string,
  parts: [Item, string, string?][],
): Promise<void> {
  const draft = await planner.call("boms.create", {
    itemId: item.id,
    components: parts.map(([part, perBase, scrapRate]) => ({
      itemId: part.id,
      perBase,
      scrapRate,
    })),
    operations: [{ name: "加工", workCenterId, setupMinutes: "20", runMinutesPerUnit: "3" }],
  });
  const { id: bomVersionId, revision } = draft;
  await planner.call("boms.release", { bomVersionId, revision, effectiveFrom: today });
}

/** A customer with a credit limit and a supplier, each with a contact; the other customer comes by an enquiry. */
export async function createParties({ sales, buyer, administrator }: Cast) {
  const contact = (name: string) => ({ name, isPrimary: true });
  const customer = (code: string, name: string, limitCents: number, person: string) =>
    administrator.call("parties.create", {
      code,
      name,
      isCustomer: true,
      creditLimitCents: limitCents,
      ownerId: sales.memberId,
      contacts: [contact(person)],
    });
  return {
    second: await customer("K2", "无锡墨溪仪器有限公司", 50_000, "沈如意"),
    supplier: await buyer.call("parties.create", {
      code: "G1",
      name: "宁波石桥金属材料有限公司",
      isSupplier: true,
      contacts: [contact("洪文启")],
    }),
  };
}
