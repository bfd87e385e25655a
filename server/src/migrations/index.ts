import type { Migration } from "../kernel/db";
import { createKernel } from "./20261123000000-create-kernel";
import { createPeople } from "./20261123000001-create-people";
import { createParties } from "./20261123000002-create-parties";
import { createPlant } from "./20261123000003-create-plant";
import { createCatalog } from "./20261123000004-create-catalog";
import { createJobsAndFiles } from "./20261123000005-create-jobs-and-files";
import { createLists } from "./20261123000006-create-lists";
import { createLedgers } from "./20261123000007-create-ledgers";
import { createOrders } from "./20261123000010-create-orders";
import { createPlans } from "./20261123000011-create-plans";
import { createWorks } from "./20261123000012-create-works";
import { createPurchases } from "./20261123000013-create-purchases";
import { addPartyAddresses } from "./20261126010000-add-party-addresses";
import { addPartyTaxData } from "./20261126010100-add-party-tax-data";
import { keyParties } from "./20261126010101-key-parties";
import { createPrices } from "./20261126010102-create-prices";
import { extendItems } from "./20261126020000-extend-items";
import { extendBoms } from "./20261126020010-extend-boms";
import { extendPlant } from "./20261126020020-extend-plant";
import { extendStock, keyStockBalances, numberStockBalances } from "./20261126030000-extend-stock";
import { createPeriodsAndCosts } from "./20261126030100-create-periods-and-costs";
import { createStocktakes } from "./20261126030200-create-stocktakes";
import { openFinance } from "./20261126040000-open-finance";
import { createLeads } from "./20261126050000-create-leads";
import { createDeals } from "./20261126050100-create-deals";
import { createFollowUps } from "./20261126050200-create-follow-ups";
import { createApprovalsAndTasks } from "./20261126060000-create-approvals-and-tasks";
import { createQuotes } from "./20261126060100-create-quotes";
import { notePriceListOfQuotes } from "./20261126060200-note-price-list-of-quotes";
import { linkQuotesToDeals } from "./20261126060300-link-quotes-to-deals";
import { widenOrders } from "./20261126070000-widen-orders";
import { scheduleOrderPayments } from "./20261126070100-schedule-order-payments";
import { createPlanMessages } from "./20261126070200-create-plan-messages";
import { createOrderChanges } from "./20261126070300-create-order-changes";
import { createOrderRules } from "./20261126070400-create-order-rules";
import { createProjects } from "./20261126070500-create-projects";
import { keyOrdersToQuotes } from "./20261126070600-key-orders-to-quotes";
import { indexOwnOrders } from "./20261126070700-index-own-orders";
import { keepLegacyOrderNumbers } from "./20261126093000-keep-legacy-order-numbers";
import { indexEndedSignIns } from "./20261126100000-index-ended-sign-ins";
import { approveOrderChanges } from "./20261126180000-approve-order-changes";
import { runWorks } from "./20261126181000-run-works";
import { createShipments } from "./20261126182000-create-shipments";
import { taxGoodsReceipts } from "./20261127011000-tax-goods-receipts";
import { createStatements } from "./20261127012000-create-statements";
import { createSupplierReturns } from "./20261127050000-create-supplier-returns";
import { inspectReceipts } from "./20261127040000-inspect-receipts";
import { approvePurchaseOrders } from "./20261127030000-approve-purchase-orders";
import { createRfqs } from "./20261127020000-create-rfqs";
import { createShippingNotices } from "./20261127013000-create-shipping-notices";
import { createPurchaseOrders } from "./20261126101000-create-purchase-orders";

/** The schema's whole history, in order. */
export const migrations: readonly Migration[] = [
  createKernel,
  createPeople,
  createParties,
  createPlant,
  createCatalog,
  createJobsAndFiles,
  createLists,
  createLedgers,
  createOrders,
  createPlans,
  createWorks,
  createPurchases,
  addPartyAddresses,
  addPartyTaxData,
  keyParties,
  createPrices,
  extendItems,
  extendBoms,
  extendPlant,
  extendStock,
  numberStockBalances,
  keyStockBalances,
  createPeriodsAndCosts,
  createStocktakes,
  openFinance,
  createLeads,
  createDeals,
  createFollowUps,
  createApprovalsAndTasks,
  createQuotes,
  notePriceListOfQuotes,
  linkQuotesToDeals,
  widenOrders,
  scheduleOrderPayments,
  createPlanMessages,
  createOrderChanges,
  createOrderRules,
  createProjects,
  keyOrdersToQuotes,
  indexOwnOrders,
  keepLegacyOrderNumbers,
  indexEndedSignIns,
  createPurchaseOrders,
  approveOrderChanges,
  runWorks,
  createShipments,
  taxGoodsReceipts,
  createStatements,
  createShippingNotices,
  createRfqs,
  approvePurchaseOrders,
  inspectReceipts,
  createSupplierReturns,
];
