import { errors } from "./errors";
import { issues } from "./issues";

/** Every Chinese text of the product, by key. One file per subject. */
export const zhCN = { ...errors, ...issues } as const;
