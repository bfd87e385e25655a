import { errors } from "./errors";
import { issues } from "./issues";

/** Every English text of the product, by key. One file per subject. */
export const en = { ...errors, ...issues } as const;
