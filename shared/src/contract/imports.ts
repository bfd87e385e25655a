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
} as const satisfies Contract;

export const partyImportsContract = {
  ...importContract("parties", {
    subject: "party",
    about: "customers and suppliers",
    function: "core",
  }),
} as const satisfies Contract;

export const inventoryImportsContract = {
  ...importContract("openingStock", {
    subject: "stock_move",
    about: "the stock that a company moves in with",
    function: "inventory",
  }),
} as const satisfies Contract;
