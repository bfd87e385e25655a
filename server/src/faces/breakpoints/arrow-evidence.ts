import { arrows, type Arrow } from "@quanlian/shared/domain";
import { assert } from "../../kernel/errors";
import type { ArrowEvidence } from "./evidence";
import { accountsEvidence } from "./accounts-evidence.sql";
import { goodsEvidence } from "./goods-evidence.sql";
import { purchasesEvidence } from "./purchases-evidence.sql";
import { salesEvidence } from "./sales-evidence.sql";

/** How each arrow is looked at, in business order. An arrow whose facts nothing tells yet has no evidence. */
export const arrowEvidence: readonly (ArrowEvidence & { arrow: Arrow })[] = [
  ...salesEvidence,
  ...purchasesEvidence,
  ...goodsEvidence,
  ...accountsEvidence,
].map((evidence) => {
  const arrow = arrows.find(({ fact }) => fact === evidence.fact);
  assert(arrow, `no arrow for ${evidence.fact}`);
  return { ...evidence, arrow };
});
