import { importColumn } from "../../kernel/exchange";

/** The columns of an import of items. Only those that a new item cannot do without are required. */
export const itemColumns = {
  code: importColumn.text({
    headings: ["物料编码", "Item code", "Code"],
    required: true,
    max: 64,
    unique: true,
    tellsNearDuplicates: true,
  }),
  name: importColumn.text({
    headings: ["物料名称", "Item name", "Name"],
    required: true,
    max: 128,
  }),
  spec: importColumn.text({ headings: ["规格型号", "Spec"], required: false, max: 255 }),
  unit: importColumn.text({ headings: ["单位编码", "Unit"], required: true, max: 64 }),
  supplyMode: importColumn.word({
    headings: ["供应方式", "Supply mode"],
    required: true,
    words: { make: ["自制", "Make"], buy: ["外购", "采购", "Buy"] },
  }),
  kind: importColumn.word({
    headings: ["物料类型", "Kind"],
    required: false,
    words: { goods: ["商品", "货物", "Goods"], service: ["服务", "Service"] },
  }),
  tracking: importColumn.word({
    headings: ["追踪方式", "Tracking"],
    required: false,
    words: { none: ["无", "None"], lot: ["批次", "Lot"], serial: ["序列号", "Serial"] },
  }),
  shelfLifeDays: importColumn.integer({ headings: ["保质期天数", "Shelf life"], required: false }),
  catchUnit: importColumn.text({
    headings: ["双计量单位", "Catch unit"],
    required: false,
    max: 64,
  }),
  leadTimeDays: importColumn.integer({ headings: ["提前期天数", "Lead time"], required: false }),
  lotMinimum: importColumn.decimal({ headings: ["最小批量", "Lot minimum"], required: false }),
  lotMultiple: importColumn.decimal({ headings: ["批量倍数", "Lot multiple"], required: false }),
  lotFixed: importColumn.decimal({ headings: ["固定批量", "Lot fixed"], required: false }),
  safetyStock: importColumn.decimal({ headings: ["安全库存", "Safety stock"], required: false }),
  warehouse: importColumn.text({ headings: ["主仓库编码", "Warehouse"], required: false, max: 64 }),
  standardCostPrice: importColumn.decimal({
    headings: ["标准成本", "Standard cost"],
    required: false,
    mask: "cost",
  }),
  supplier: importColumn.text({
    headings: ["默认供应商编码", "Default supplier"],
    required: false,
    max: 64,
  }),
  isPhantom: importColumn.flag({ headings: ["虚拟件", "Phantom"], required: false }),
};
