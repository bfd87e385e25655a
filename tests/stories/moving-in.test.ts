import { randomUUID } from "node:crypto";
import type { WorkbookAnswer } from "@quanlian/shared/contract";
import { auditBooks, connectForAudit } from "../../scripts/self-audit/run-self-audit";
import { givenTenant, type GivenTenant } from "../support/given";
import {
  factoryWorkbook,
  sowFaults,
  workbookBytes,
  type Sheets,
} from "../../scripts/bench/import/factory-workbook";
import { startProduct, type TestProduct } from "../support/product";

/** A factory moves in. `MOVING_ITEMS=10000` is its full size; a build tries a smaller one of the same making. */
const ITEMS = Number(process.env.MOVING_ITEMS ?? "1000");
const FAULTS = 200;

let product: TestProduct;
let tenant: GivenTenant;

beforeAll(async () => {
  product = await startProduct();
  tenant = await givenTenant(product);
  const warehouse = { code: "W01", name: "主仓", isDefault: true };
  void (await product.call(tenant.admin.token, "warehouses.create", warehouse)).data;
});
afterAll(() => product.close());

async function upload(sheets: Sheets): Promise<string> {
  const response = await fetch(`${product.url}/files`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${tenant.admin.token}`,
      "idempotency-key": randomUUID(),
      "x-file-name": "moving.xlsx",
    },
    body: new Uint8Array(await workbookBytes(sheets)),
  });
  return ((await response.json()) as { id: string }).id;
}

const counts = async () => {
  const lists = ["items.count", "parties.count", "stockMoves.count", "openItems.count"];
  const answers = await Promise.all(
    lists.map((list) => product.call<{ count: number }>(tenant.admin.token, list, {})),
  );
  return answers.map(({ data }) => data.count);
};

/** One transaction holds all of it; on a slow machine it takes its time. */
const PATIENCE_MS = 30_000 + ITEMS * 20;

it(
  "reports every one of 200 sown faults in one pass and writes nothing; corrected, all of it comes in; again, nothing changes",
  async () => {
    const { token } = tenant.admin;
    const sheets = factoryWorkbook(ITEMS);
    const spoiled = sowFaults(sheets, FAULTS);
    const refused = await product.call(token, "cutover.import", {
      fileId: await upload(spoiled.sheets),
    });
    expect(refused.error?.code).toBe("import.faulty");
    const reported = refused.error!.issues!.map(
      ({ path: [, sheet, , row, column] }) => `${sheet} ${row} ${column}`,
    );
    const expected = spoiled.sown.map(({ sheet, row, column }) => `${sheet} ${row} ${column}`);
    expect([...reported].sort()).toEqual([...expected].sort());
    for (const { message } of refused.error!.issues!) expect(message).toMatch(/请|应|至少|只能/);
    expect(await counts()).toEqual([0, 0, 0, 0]);

    const fileId = await upload(sheets);
    const preview = await product.call<WorkbookAnswer>(token, "cutover.preview", { fileId });
    expect(await counts()).toEqual([0, 0, 0, 0]);
    const startedAt = performance.now();
    const done = await product.call<WorkbookAnswer>(token, "cutover.import", { fileId });
    const tookMs = Math.round(performance.now() - startedAt);
    process.stdout.write(`imported ${ITEMS} items with all that belongs to them in ${tookMs} ms\n`);
    expect(done.data).toEqual(preview.data);
    const [items, parties, moves, open] = await counts();
    expect([items, moves]).toEqual([ITEMS, ITEMS - Math.floor(ITEMS / 5)]);
    expect(open).toBe(Math.ceil(parties! / 2) + parties!);

    const again = await product.call<WorkbookAnswer>(token, "cutover.import", { fileId });
    for (const sheet of again.data.sheets) {
      expect([sheet.kind, sheet.createdCount, sheet.changedCount]).toEqual([sheet.kind, 0, 0]);
    }
    expect(await counts()).toEqual([items, parties, moves, open]);

    const connection = await connectForAudit(product.services.config.databaseUrl);
    const { faults } = await auditBooks(connection, { except: ["audit.", "outbox.", "requests."] });
    await connection.end();
    expect(faults).toEqual([]);
  },
  PATIENCE_MS * 4,
);
