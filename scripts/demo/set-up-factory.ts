import type { Bom, Contact, Item } from "@quanlian/shared/contract";
import { centsFromYuanText, type Day } from "@quanlian/shared/domain";
import type { Desk } from "./desk";
import { customers, inventedCreditCode, paymentTerms, suppliers } from "./factory/companies";
import type { CompanyData } from "./factory/companies";
import { items as allItems } from "./factory/items";
import { calendar, holidaysAround, units, warehouses, workCenters } from "./factory/plant";
import { recipes } from "./factory/recipe-tables";
import { deskIn, type Team } from "./open-company";

/** The demo factory's masters by their codes. */
export interface Factory {
  parties: ReadonlyMap<string, { id: string; contacts: readonly Contact[] }>;
  warehouses: ReadonlyMap<string, string>;
  items: ReadonlyMap<string, Item>;
}

/** Types in everything that the factory is made of, and counts the opening stock in. */
export async function setUpFactory(
  team: Team,
  today: Day,
  progress: (done: string) => void,
): Promise<Factory> {
  const { administrator } = team;
  const parties = await createParties(team);
  progress(`${customers.length} 家客户,${suppliers.length} 家供应商`);
  const plant = await createPlant(administrator, today);
  const items = await createItems(administrator, plant, parties);
  const made = await createBoms(administrator, plant.workCenters, items, today);
  progress(`${items.size} 种物料,${made} 份 BOM 与工艺路线`);
  const counted = await countOpeningStock(deskIn(team, "warehouse"), plant.warehouses, items);
  progress(`期初库存 ${counted} 行`);
  return { parties, warehouses: plant.warehouses, items };
}

type Ids = ReadonlyMap<string, string>;

async function createParties(team: Team) {
  const { administrator } = team;
  const terms = new Map<string, string>();
  for (const term of paymentTerms) {
    terms.set(term.code, (await administrator.call("paymentTerms.create", term)).id);
  }
  const parties = new Map<string, { id: string; contacts: Contact[] }>();
  const all = [
    ...customers.map((company) => ({ company, role: { isCustomer: true } })),
    ...suppliers.map((company) => ({ company, role: { isSupplier: true } })),
  ];
  for (const [at, { company, role }] of all.entries()) {
    const { id, contacts } = await administrator.call("parties.create", {
      ...partyInput(company, at + 1),
      ...role,
      paymentTermId: terms.get(company.term) ?? null,
      ownerId: company.owner ? deskIn(team, company.owner).memberId : null,
    });
    parties.set(company.code, { id, contacts });
  }
  return parties;
}

const partyInput = (company: CompanyData, number: number) => ({
  code: company.code,
  name: company.name,
  shortName: company.shortName,
  level: company.level,
  creditCode: inventedCreditCode(number),
  creditLimitCents:
    company.creditLimitYuan === undefined
      ? null
      : centsFromYuanText(String(company.creditLimitYuan)),
  contacts: [
    {
      ...company.contact,
      phone: `190000010${String(number).padStart(2, "0")}`,
      email: `${company.code.toLowerCase()}@example.com`,
      isPrimary: true,
    },
  ],
});

async function createPlant(administrator: Desk, today: Day) {
  await administrator.call("calendars.create", {
    ...calendar,
    minutesPerDay: 480,
    isDefault: true,
    exceptions: holidaysAround(today),
  });
  const warehouseIds = new Map<string, string>();
  for (const { code, name, places } of warehouses) {
    const { id } = await administrator.call("warehouses.create", { code, name });
    warehouseIds.set(code, id);
    for (const place of places) {
      const location = { warehouseId: id, code: place, kind: "store" as const };
      await administrator.call("locations.create", location);
    }
  }
  const centerIds = new Map<string, string>();
  for (const center of workCenters) {
    centerIds.set(center.code, (await administrator.call("workCenters.create", center)).id);
  }
  const unitIds = new Map<string, string>();
  for (const unit of units) {
    unitIds.set(unit.code, (await administrator.call("units.create", unit)).id);
  }
  return { warehouses: warehouseIds, workCenters: centerIds, units: unitIds };
}

async function createItems(
  administrator: Desk,
  plant: { warehouses: Ids; units: Ids },
  parties: Factory["parties"],
): Promise<Map<string, Item>> {
  const items = new Map<string, Item>();
  for (const data of allItems) {
    const item = await administrator.call("items.create", {
      code: data.code,
      name: data.name,
      spec: data.spec,
      unitId: known(plant.units, data.unit),
      supplyMode: data.supplier === undefined ? "make" : "buy",
      leadTimeDays: data.leadTimeDays,
      lotMinimum: data.lotMinimum,
      lotMultiple: data.lotMultiple,
      safetyStock: data.safetyStock,
      standardCostPrice: data.cost,
      homeWarehouseId: known(plant.warehouses, data.home),
      defaultSupplierId: data.supplier === undefined ? null : known(parties, data.supplier).id,
      isCustom: data.isCustom,
    });
    items.set(data.code, item);
  }
  return items;
}

/** Bills of materials with their routings, in force from the first day; answers how many. */
async function createBoms(
  administrator: Desk,
  centers: Ids,
  items: ReadonlyMap<string, Item>,
  today: Day,
): Promise<number> {
  for (const [code, { parts, operations }] of recipes) {
    const draft: Bom = await administrator.call("boms.create", {
      itemId: known(items, code).id,
      components: parts.map((part) => ({
        itemId: known(items, part.code).id,
        perBase: part.quantity,
        scrapRate: part.scrapRate,
      })),
      operations: operations.map(({ name, center, setup, each }) => ({
        name,
        workCenterId: known(centers, center),
        setupMinutes: setup,
        runMinutesPerUnit: each,
      })),
    });
    await administrator.call("boms.release", {
      bomVersionId: draft.id,
      revision: draft.revision,
      effectiveFrom: today,
    });
  }
  return recipes.size;
}

async function countOpeningStock(
  warehouse: Desk,
  warehouseIds: Ids,
  items: ReadonlyMap<string, Item>,
): Promise<number> {
  const lines = allItems.flatMap((data) =>
    data.opening === undefined
      ? []
      : {
          itemId: known(items, data.code).id,
          warehouseId: known(warehouseIds, data.home),
          quantity: data.opening,
          unitCost: data.cost,
        },
  );
  await warehouse.call("inventory.adjust", { reason: "期初盘点", lines });
  return lines.length;
}

function known<V>(all: ReadonlyMap<string, V>, code: string): V {
  const found = all.get(code);
  if (found === undefined) throw new Error(`The demo's data names ${code}, which it does not have`);
  return found;
}
