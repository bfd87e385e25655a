import { exact } from "@quanlian/shared/domain";
import { insertRows, refusingDuplicates, reviseRows } from "../../kernel/db";
import {
  byCode,
  codeKey,
  codesIn,
  defineImport,
  importColumn,
  type ImportFault,
  type ImportRow,
} from "../../kernel/exchange";
import type { Id } from "../../kernel/ids";
import { WorkCenter } from "./plant.model";

const MINUTES_PER_DAY = 1_440;
const MOST_MACHINES = 1_000;

const columns = {
  code: importColumn.text({
    headings: ["工作中心编码", "Work center code"],
    required: true,
    max: 64,
    unique: true,
  }),
  name: importColumn.text({
    headings: ["工作中心名称", "Work center name"],
    required: true,
    max: 128,
  }),
  minutesPerDay: importColumn.integer({
    headings: ["每日可用分钟", "Minutes per day"],
    required: true,
  }),
  capacityCount: importColumn.integer({ headings: ["设备或人数", "Capacity"], required: false }),
  costRatePerHour: importColumn.decimal({
    headings: ["每小时费率", "Rate per hour"],
    required: false,
    mask: "cost",
  }),
};

type Columns = typeof columns;

interface Center {
  id: Id;
  code: string;
  name: string;
  minutesPerDay: number;
  capacityCount: number;
  costRatePerHour: string;
}

interface CenterWork {
  created: Center[];
  changed: { former: Center; wanted: Center }[];
}

/** Work centers by code. An empty cell keeps what the center has. */
export const workCenterImport = defineImport<Columns, CenterWork>({
  name: "workCenters.import",
  columns,
  mostRows: 1_000,
  brings: { kind: "work_center", column: "code" },
  examples: [{ code: "示例-WC1", name: "冲压组", minutesPerDay: "480", costRatePerHour: "45" }],
  check: (_, rows) =>
    Promise.resolve(
      rows.flatMap(({ row, values }): ImportFault<Columns>[] => [
        ...outside(row, "minutesPerDay", values.minutesPerDay, MINUTES_PER_DAY),
        ...outside(row, "capacityCount", values.capacityCount, MOST_MACHINES),
      ]),
    ),
  async plan(tx, rows) {
    const known = byCode(
      await tx.rows<Center>(
        `SELECT c.id, c.code, c.name, c.minutes_per_day AS minutesPerDay, c.capacity_count AS capacityCount,
           c.cost_rate_per_hour AS costRatePerHour
         FROM work_centers c WHERE c.tenant_id = :tenant AND c.code IN :codes ORDER BY c.id FOR UPDATE`,
        { codes: codesIn(rows, "code") },
      ),
    );
    const work: CenterWork = { created: [], changed: [] };
    for (const { values } of rows) {
      const former = known.get(codeKey(values.code));
      const wanted = { id: former?.id ?? tx.newId(), ...centerOf(values, former) };
      if (!former) work.created.push(wanted);
      else if (differs(former, wanted)) work.changed.push({ former, wanted });
    }
    const [createdCount, changedCount] = [work.created.length, work.changed.length];
    const unchangedCount = rows.length - createdCount - changedCount;
    return { createdCount, changedCount, unchangedCount, work };
  },
  async write(tx, { created, changed }) {
    await refusingDuplicates({ uq_work_centers_code: "code" }, () =>
      insertRows(tx, WorkCenter, created),
    );
    await reviseRows(
      tx,
      WorkCenter,
      ["name", "minutesPerDay", "capacityCount", "costRatePerHour"],
      changed.map(({ wanted }) => wanted),
    );
    for (const { id, ...after } of created)
      tx.record({ type: "workCenter", id, number: after.code, before: null, after });
    for (const { former, wanted } of changed) {
      const about = { type: "workCenter", id: wanted.id, number: wanted.code };
      tx.record({ ...about, before: { ...former }, after: { ...wanted } });
    }
  },
});

const outside = (
  row: number,
  column: "minutesPerDay" | "capacityCount",
  value: number | null | undefined,
  maximum: number,
): ImportFault<Columns>[] =>
  value != null && (value < 1 || value > maximum)
    ? [{ row, column, code: "import.range", facts: { minimum: 1, maximum } }]
    : [];

const centerOf = (values: ImportRow<Columns>["values"], former: Center | undefined) => ({
  code: former?.code ?? values.code,
  name: values.name,
  minutesPerDay: values.minutesPerDay,
  capacityCount: values.capacityCount ?? former?.capacityCount ?? 1,
  costRatePerHour: values.costRatePerHour ?? former?.costRatePerHour ?? "0",
});

const differs = (former: Center, wanted: Center): boolean =>
  former.name !== wanted.name ||
  former.minutesPerDay !== wanted.minutesPerDay ||
  former.capacityCount !== wanted.capacityCount ||
  exact(former.costRatePerHour) !== exact(wanted.costRatePerHour);
