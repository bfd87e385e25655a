import { writeWorkbook } from "../../../server/src/kernel/exchange/excel-file";
import { nextNumber } from "../../support/given";
import type { Holder } from "../holder";
import { nothing, of, type Examples } from "./example";

/** A file with one row under its headings, as an import takes it. */
export const csvFile = (headings: string, row: string) => ({
  name: "import.csv",
  contentBase64: Buffer.from(`${headings}\n${row}\n`).toString("base64"),
});

/** Moving in: the workbook and the imports of its single sheets. */
export const cutoverExamples: Examples = {
  "cutover.template": nothing,
  "cutover.preview": async (h) => of({ file: await workbook(h) }),
  "cutover.import": async (h) => of({ file: await workbook(h) }),
  "units.import": (h) =>
    of({ file: csvFile("单位编码,单位名称,小数位数", `${h.tenantMark}${nextNumber()},x,0`) }),
};

async function workbook(h: Holder) {
  const cells = [`${h.tenantMark}${nextNumber()}`, "x", "0"];
  const bytes = await writeWorkbook([
    {
      name: "计量单位",
      headings: ["单位编码", "单位名称", "小数位数"],
      rows: [cells.map((text) => ({ kind: "text", text }))],
    },
  ]);
  return { name: "workbook.xlsx", contentBase64: bytes.toString("base64") };
}
