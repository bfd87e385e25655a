import { importContract } from "./exchange";
import type { Contract } from "./operation";

/** Imports of single kinds of masters and books, each also a sheet of the workbook for moving in. */
export const catalogImportsContract = {
  ...importContract("units", { subject: "unit", about: "units of measure", function: "core" }),
  ...importContract("items", { subject: "item", about: "items", function: "core" }),
  ...importContract("itemUnits", {
    subject: "item",
    about: "other units in which items are counted",
    function: "core",
  }),
  ...importContract("boms", { subject: "bom", about: "bills of materials", function: "core" }),
  ...importContract("routings", {
    subject: "bom",
    about: "the operations by which items are made",
    function: "core",
  }),
  ...importContract("substitutes", {
    subject: "bom",
    about: "what may stand in for components",
    function: "core",
  }),
  ...importContract("byProducts", {
    subject: "bom",
    about: "what comes out beside items",
    function: "core",
  }),
  ...importContract("priceLists", {
    subject: "priceList",
    about: "prices of price lists",
    function: "sales",
  }),
  ...importContract("supplierPrices", {
    subject: "supplierPrice",
    about: "suppliers' prices",
    function: "purchasing",
  }),
} as const satisfies Contract;

export const partyImportsContract = {
  ...importContract("parties", {
    subject: "party",
    about: "customers and suppliers",
    function: "core",
  }),
  ...importContract("paymentTerms", {
    subject: "paymentTerm",
    about: "payment terms with their stages",
    function: "core",
  }),
  ...importContract("addresses", {
    subject: "partyAddress",
    about: "addresses of customers and suppliers",
    function: "core",
  }),
  ...importContract("contacts", {
    subject: "contact",
    about: "further contacts of customers and suppliers",
    function: "core",
  }),
} as const satisfies Contract;

export const plantImportsContract = {
  ...importContract("warehouses", { subject: "warehouse", about: "warehouses", function: "core" }),
  ...importContract("locations", {
    subject: "location",
    about: "places in warehouses",
    function: "core",
  }),
  ...importContract("workCenters", {
    subject: "workCenter",
    about: "work centers",
    function: "core",
  }),
} as const satisfies Contract;

export const orderImportsContract = {
  ...importContract("openOrders", {
    subject: "order",
    about: "orders that customers still wait for from before",
    function: "sales",
  }),
} as const satisfies Contract;

export const purchaseImportsContract = {
  ...importContract("openPurchases", {
    subject: "purchase_order",
    about: "what suppliers still have to deliver from before",
    function: "purchasing",
  }),
} as const satisfies Contract;

export const inventoryImportsContract = {
  ...importContract("openingStock", {
    subject: "stock_move",
    about: "the stock that a company moves in with",
    function: "inventory",
  }),
} as const satisfies Contract;
