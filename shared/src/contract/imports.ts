import { importContract } from "./exchange";
import type { Contract } from "./operation";

/** Imports of single kinds of masters, each also a sheet of the workbook for moving in. */
export const catalogImportsContract = {
  ...importContract("units", { subject: "unit", about: "units of measure", function: "core" }),
} as const satisfies Contract;
