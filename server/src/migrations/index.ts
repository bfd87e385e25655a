import type { Migration } from "../kernel/db/migrate";
import { createKernel } from "./20261123000000-create-kernel";

/** The schema's whole history, in order. */
export const migrations: readonly Migration[] = [createKernel];
