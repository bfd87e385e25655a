import { workbookSheet, type WorkbookSheet } from "../kernel/exchange";
import { openOrderImport } from "../chain/orders";
import { openPurchaseImport } from "../chain/purchases";
import { openPayableImport, openReceivableImport } from "../ledgers/finance";
import { openingStockImport } from "../ledgers/inventory";
import {
  bomImport,
  byProductImport,
  itemImport,
  itemUnitImport,
  routingImport,
  salePriceImport,
  substituteImport,
  supplierPriceImport,
  unitImport,
} from "../masters/catalog";
import { addressImport, contactImport, partyImport, paymentTermImport } from "../masters/parties";
import { locationImport, warehouseImport, workCenterImport } from "../masters/plant";

/** The sheets of a workbook for moving in, in the order in which they are written: what is named comes first. */
export const workbookKinds: readonly WorkbookSheet[] = [
  workbookSheet(["计量单位", "Units"], "core", unitImport),
  workbookSheet(["仓库", "Warehouses"], "core", warehouseImport),
  workbookSheet(["库位", "Locations"], "core", locationImport),
  workbookSheet(["工作中心", "Work centers"], "core", workCenterImport),
  workbookSheet(["付款条件", "Payment terms"], "core", paymentTermImport),
  workbookSheet(["往来单位", "Parties"], "core", partyImport),
  workbookSheet(["地址", "Addresses"], "core", addressImport),
  workbookSheet(["联系人", "Contacts"], "core", contactImport),
  workbookSheet(["物料", "Items"], "core", itemImport),
  workbookSheet(["单位换算", "Unit conversions"], "core", itemUnitImport),
  workbookSheet(["物料清单", "Bills of materials"], "core", bomImport),
  workbookSheet(["工艺路线", "Routings"], "core", routingImport),
  workbookSheet(["替代料", "Substitutes"], "core", substituteImport),
  workbookSheet(["副产品", "By-products"], "core", byProductImport),
  workbookSheet(["销售价格", "Price lists"], "sales", salePriceImport),
  workbookSheet(["供应商价格", "Supplier prices"], "purchasing", supplierPriceImport),
  workbookSheet(["期初库存", "Opening stock"], "inventory", openingStockImport),
  workbookSheet(["期初应收", "Open receivables"], "finance", openReceivableImport),
  workbookSheet(["期初应付", "Open payables"], "finance", openPayableImport),
  workbookSheet(["未完采购", "Open purchases"], "purchasing", openPurchaseImport),
  workbookSheet(["未完订单", "Open orders"], "sales", openOrderImport),
];
