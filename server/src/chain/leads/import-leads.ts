import { createHash } from "node:crypto";
import type { ImportAnswer } from "@quanlian/shared/contract";
import { isCreditCode, normalisePhone } from "@quanlian/shared/domain";
import type { Ctx } from "../../kernel/access";
import { transact, type Tx } from "../../kernel/db";
import {
  defineImport,
  importColumn,
  importRows,
  type ImportRow,
  type SourceFile,
} from "../../kernel/exchange";
import { detailsOf } from "./capture-lead";
import { takeTouches } from "./take-touches";
import type { Entry } from "./touch.types";

const columns = {
  companyName: importColumn.text({
    headings: ["公司", "公司名称", "企业名称", "客户名称", "Company"],
    required: false,
    max: 128,
  }),
  contactName: importColumn.text({
    headings: ["联系人", "姓名", "Contact"],
    required: false,
    max: 64,
  }),
  phone: importColumn.text({
    headings: ["电话", "手机", "手机号", "联系电话", "Phone"],
    required: false,
    max: 64,
  }),
  creditCode: importColumn.text({
    headings: ["统一社会信用代码", "信用代码", "Credit code"],
    required: false,
    max: 64,
  }),
  region: importColumn.text({ headings: ["地区", "省份", "Region"], required: false, max: 64 }),
  product: importColumn.text({
    headings: ["需求产品", "产品", "需求", "Product"],
    required: false,
    max: 200,
  }),
  note: importColumn.text({ headings: ["备注", "Note"], required: false, max: 1000 }),
  campaign: importColumn.text({
    headings: ["活动", "推广计划", "Campaign"],
    required: false,
    max: 128,
  }),
  cost: importColumn.money({ headings: ["费用(元)", "费用", "Cost"], required: false }),
};

/**
 * Leads from a spreadsheet. Each row is a touch: who is known already, from before or from another row, gets it on his lead.
 * A row is known again by phone, credit code or company, of which it must have one.
 */
export const leadImport = defineImport({
  name: "leads",
  columns,
  mostRows: 5_000,
  check: async (_tx, rows) =>
    rows.flatMap(({ row, values }) => {
      const { phone, creditCode, companyName, cost } = values;
      const faults = [];
      if (phone && normalisePhone(phone) === null)
        faults.push({ row, column: "phone" as const, code: "issue.phone" });
      if (creditCode && !isCreditCode(creditCode.toUpperCase()))
        faults.push({ row, column: "creditCode" as const, code: "issue.credit_code" });
      if (phone === null && creditCode === null && companyName === null)
        faults.push({ row, column: "phone" as const, code: "issue.lead_unknown" });
      if (cost != null && cost < 0)
        faults.push({ row, column: "cost" as const, code: "issue.cents_not_negative" });
      return faults;
    }),
  plan: async (tx, rows) => {
    const entries = new Map(rows.map(({ values }) => [digestOf(values), values]));
    const known = await sentBefore(tx, [...entries.keys()]);
    const fresh = [...entries].filter(([digest]) => !known.has(digest));
    return {
      createdCount: fresh.length,
      changedCount: 0,
      unchangedCount: rows.length - fresh.length,
      work: fresh.map(([digest, values]) => entryOf(tx, digest, values)),
    };
  },
  write: async (tx, entries) => {
    await takeTouches(tx, entries);
  },
});

type Values = ImportRow<typeof columns>["values"];

/** A row is an occurrence of its own by what it says: the same file again, or the same row twice, counts once. */
const digestOf = (values: Values) =>
  createHash("sha256").update(JSON.stringify(values)).digest("hex");

async function sentBefore(tx: Tx, digests: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await tx.rows<{ digest: string }>(
    `SELECT t.external_id AS digest FROM lead_touches t
     WHERE t.tenant_id = :tenant AND t.channel = 'excel' AND t.account = '' AND t.external_id IN :digests`,
    { digests },
  );
  return new Set(rows.map(({ digest }) => digest));
}

function entryOf(tx: Tx, digest: string, values: Values): Entry {
  const { campaign, cost, phone, creditCode, ...said } = values;
  return {
    details: detailsOf({
      companyName: said.companyName ?? "",
      contactName: said.contactName ?? "",
      region: said.region ?? "",
      product: said.product ?? "",
      note: said.note ?? "",
      phone: phone === null ? null : normalisePhone(phone),
      creditCode: creditCode?.toUpperCase() ?? null,
    }),
    occurrence: {
      channel: "excel",
      ...{ account: "", externalId: digest, keyword: "", formId: null, raw: null },
      campaign: campaign ?? "",
      costCents: cost ?? 0,
      occurredAt: tx.now,
    },
  };
}

export const importLeads = (
  ctx: Ctx,
  file: SourceFile,
  options: { dryRun?: boolean },
): Promise<ImportAnswer> => transact(ctx, (tx) => importRows(tx, leadImport, file, options));
